import { type ReadonlySignal, signal } from '@preact/signals';
import type { ButtonPlace } from '../../../components/in-page/InPage.tsx';
import { findPlace, isMiddleFree } from './free-position.ts';
import type { ClosedRoot } from './closed-root.ts';

/** How often the whole area of the button is checked on an unchanged page. Its middle is checked each time: Apple's controls rarely move. */
const AGAIN_MS = 15_000;

/** Keeps the button where it covers nothing of Apple's. */
export interface PlaceKeeper {
  place: ReadonlySignal<ButtonPlace>;
  /** @param isOther whether the page shows something else now; otherwise the area is checked when it is due */
  look(isOther: boolean): void;
}

export function createPlaceKeeper({ host, controls, focused }: ClosedRoot): PlaceKeeper {
  const place = signal<ButtonPlace>({ edge: 'bottom', blockPx: 16, rightPx: 16 });
  let lookedAt = -Infinity;

  const look = (isOther: boolean): void => {
    const button = controls.querySelector('.in-page > :first-child');
    const rect = button?.getBoundingClientRect();
    if (!button || !rect) return;
    const leftMs = lookedAt + AGAIN_MS - performance.now();
    if (!isOther && leftMs > 0 && isMiddleFree(document, rect, host)) return;
    lookedAt = performance.now();
    if (button.contains(focused()) || button.matches(':hover')) return; // never move away under a person's hand
    const found = findPlace(document, rect, host);
    const { edge, blockPx, rightPx } = place.value;
    if (found.edge !== edge || found.blockPx !== blockPx || found.rightPx !== rightPx) place.value = found;
  };
  return { place, look };
}
