import { type ReadonlySignal, signal } from '@preact/signals';
import type { ButtonPlace } from '../../../components/in-page/InPage.tsx';
import { findPlace, isMiddleFree } from './free-position.ts';
import type { ClosedRoot } from './closed-root.ts';

/** Apple's controls do not move about: where the page shows the same, the whole of the button's place is looked at again so often; its middle each time. */
const AGAIN_MS = 15_000;

/** Keeps the button where it covers nothing of Apple's. */
export interface PlaceKeeper {
  place: ReadonlySignal<ButtonPlace>;
  /** @param isOther the page shows something else now; else the place is looked at when it is time */
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
    if (button.contains(focused()) || button.matches(':hover')) return; // it does not move away under a person's hand
    const found = findPlace(document, rect, host);
    const { edge, blockPx, rightPx } = place.value;
    if (found.edge !== edge || found.blockPx !== blockPx || found.rightPx !== rightPx) place.value = found;
  };
  return { place, look };
}
