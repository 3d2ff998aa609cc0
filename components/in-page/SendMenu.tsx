import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { InPageModel } from '../../utils/models/in-page-model.ts';

/** Keys that move the focus in a menu, by how far; Home and End go to the ends. Source: WAI-ARIA practices, menu button. */
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** The button while nothing is selected, with what can be sent all the same. */
export function SendMenu({ model }: { model: InPageModel }) {
  const isOpen = useSignal(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const entries = [
    ...(model.hasAlbum.value ? [{ label: t('pageThisAlbum'), act: () => void model.sendAlbum() }] : []),
    { label: t('pageWholeLibrary'), act: () => void model.sendLibrary() },
    { label: t('pageChoosePhotos'), act: () => model.choosePhotos() },
  ];
  const startsAtEnd = useRef(false);
  useEffect(() => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    items.at(startsAtEnd.current ? -1 : 0)?.focus();
  }, [isOpen.value]);
  const openByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    startsAtEnd.current = event.key === 'ArrowUp';
    isOpen.value = true;
  };
  const turn = (): void => {
    startsAtEnd.current = false;
    isOpen.value = !isOpen.value;
  };

  const close = (): void => {
    isOpen.value = false;
    button.current?.focus();
  };
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return close();
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === event.target) + step;
    items[Number.isFinite(at) ? (at + items.length) % items.length : at > 0 ? items.length - 1 : 0]?.focus();
  };
  const leave = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !menu.current?.parentElement?.contains(to)) isOpen.value = false;
  };

  return (
    <div class="send-menu" onFocusOut={leave}>
      <button
        type="button"
        class="send-button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={turn}
        onKeyDown={openByKey}
      >
        {t('pageSend')}
      </button>
      {isOpen.value && (
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
      )}
    </div>
  );
}
