import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import './tab-bar.css';

interface TabBarProps<Key extends string> {
  name: string;
  /** `count` is shown beside the label; '' for none. */
  tabs: { key: Key; label: string; count: string }[];
  shown: Key;
  show: (key: Key) => void;
}

/** Index that a key moves to, from the focused tab. */
const moves: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Tabs as ARIA describes them: one stop for Tab, the arrow keys show the next one. */
export function TabBar<Key extends string>({ name, tabs, shown, show }: TabBarProps<Key>) {
  const bar = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex(({ key }) => key === shown);
    const next = moves[event.key]?.(at, tabs.length - 1);
    const tab = next === undefined ? undefined : tabs[next];
    if (next === undefined || !tab) return;
    event.preventDefault();
    show(tab.key);
    bar.current?.querySelectorAll<HTMLElement>('[role=tab]').item(next).focus();
  };
  return (
    <div class="tab-bar" role="tablist" aria-label={name} tabIndex={-1} ref={bar} onKeyDown={move}>
      {tabs.map(({ key, label, count }) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={`tab-${key}`}
          class="tab-bar__tab"
          aria-selected={key === shown}
          aria-controls="tab-panel"
          tabIndex={key === shown ? 0 : -1}
          onClick={() => show(key)}
        >
          {label}
          {count !== '' && (
            <>
              {' '}
              <span class="tab-bar__count">{count}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

/** Content of the shown tab. */
export const TabPanel = ({ shown, children }: { shown: string; children: ComponentChildren }) => (
  <div role="tabpanel" id="tab-panel" class="tab-panel" aria-labelledby={`tab-${shown}`}>
    {children}
  </div>
);
