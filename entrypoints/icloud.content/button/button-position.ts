import { type ReadonlySignal, signal } from '@preact/signals';
import type { ButtonPosition } from '../../../components/in-page/InPage.tsx';
import { findFreePosition, isMiddleFree } from './free-position.ts';
import type { ClosedRoot } from './closed-root.ts';

/**
 * How often the whole area of the button is checked on an unchanged page. Its middle is checked each time: Apple's
 * controls rarely move.
 */
const RECHECK_INTERVAL_MS = 15_000;

/** Keeps the button where it covers nothing of Apple's. */
export interface PositionKeeper {
  position: ReadonlySignal<ButtonPosition>;
  /** @param isOther whether the page shows something else now; otherwise the area is checked when it is due */
  check(isOther: boolean): void;
}

/** Creates the keeper of the position of our controls in the page. */
export function createPositionKeeper({ host, controls, focused }: ClosedRoot): PositionKeeper {
  const position = signal<ButtonPosition>({ edge: 'bottom', blockPx: 16, rightPx: 16 });
  let checkedAt = -Infinity;

  const check = (isOther: boolean): void => {
    const button = controls.querySelector('.in-page > :first-child');
    const rect = button?.getBoundingClientRect();
    if (!button || !rect) return;
    const leftMs = checkedAt + RECHECK_INTERVAL_MS - performance.now();
    if (!isOther && leftMs > 0 && isMiddleFree(document, rect, host)) return;
    checkedAt = performance.now();
    if (button.contains(focused()) || button.matches(':hover')) return; // never move away under a person's hand
    const found = findFreePosition(document, rect, host);
    const { edge, blockPx, rightPx } = position.value;
    if (found.edge !== edge || found.blockPx !== blockPx || found.rightPx !== rightPx) position.value = found;
  };
  return { position, check };
}
