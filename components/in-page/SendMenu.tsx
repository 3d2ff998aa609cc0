import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { InPageModel } from '../../utils/models/in-page-model.ts';

/** Keys that move the focus in a menu, by how far; Home and End go to the ends. Source: WAI-ARIA practices, menu button. */
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** The button while nothing is selected, with a menu of everything else that can be sent. */
export function SendMenu({ model }: { model: InPageModel }) {
  /** `end`: opened by ArrowUp, so that the last entry has the focus. */
  const opened = useSignal<'start' | 'end' | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const entries = [
    ...(model.hasAlbum.value ? [{ label: t('pageThisAlbum'), act: () => void model.sendAlbum() }] : []),
    { label: t('pageWholeLibrary'), act: () => void model.sendLibrary() },
    { label: t('pageChoosePhotos'), act: () => model.choosePhotos() },
  ];
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    opened.value ??= event.key === 'ArrowUp' ? 'end' : 'start';
  };
  const close = (): void => {
    opened.value = null;
    button.current?.focus();
  };
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node) || !whole.current?.contains(relatedTarget)) opened.value = null;
  };
  return (
    <div class="send-menu" ref={whole} onFocusOut={leave}>
      <button
        type="button"
        class="send-button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={opened.value !== null}
        onClick={() => (opened.value = opened.value === null ? 'start' : null)}
        onKeyDown={openByKey}
      >
        {t('pageSend')}
      </button>
      {opened.value !== null && <MenuList entries={entries} focusedEnd={opened.value} close={close} />}
    </div>
  );
}

interface ListProps {
  entries: readonly { label: string; act: () => void }[];
  /** The end of the list that has the focus at first. */
  focusedEnd: 'start' | 'end';
  close: () => void;
}

function MenuList({ entries, focusedEnd, close }: ListProps) {
  const menu = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLButtonElement[] => [...(menu.current?.querySelectorAll('button') ?? [])];
  useEffect(
    () =>
      buttons()
        .at(focusedEnd === 'end' ? -1 : 0)
        ?.focus(),
    [focusedEnd],
  );
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return close();
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = buttons();
    const at = items.findIndex((item) => item === event.target) + step;
    items[Number.isFinite(at) ? (at + items.length) % items.length : at > 0 ? items.length - 1 : 0]?.focus();
  };
  return (
    <div
      class="send-menu__list"
      role="menu"
      tabIndex={-1}
      aria-label={t('pageSend')}
      ref={menu}
      onKeyDown={move}
    >
      {entries.map(({ label, act }) => (
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          class="send-menu__entry"
          key={label}
          onClick={() => {
            close();
            act();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
