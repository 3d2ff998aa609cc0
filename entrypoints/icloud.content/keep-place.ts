import { type ReadonlySignal, signal } from '@preact/signals';
import type { ButtonPlace } from '../../components/page/InPage.tsx';
import { findPlace } from './button-place.ts';
import type { ClosedRoot } from './closed-root.ts';

/** Apple's controls do not move about: in what they may have moved, the button's place is looked at again so often. */
const AGAIN_MS = 3_000;

/** Keeps the button where it covers nothing of Apple's. */
export interface PlaceKeeper {
  place: ReadonlySignal<ButtonPlace>;
  /** @param isOther the page shows something else now; else the place is looked at when it is time */
  look(isOther: boolean): void;
  stop(): void;
}

export function createPlaceKeeper({ host, controls, focused }: ClosedRoot): PlaceKeeper {
  const place = signal<ButtonPlace>({ edge: 'bottom', blockPx: 16, rightPx: 16 });
  let lookedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (isOther: boolean): void => {
    const leftMs = lookedAt + AGAIN_MS - performance.now();
    if (!isOther && leftMs > 0) {
      timer ??= setTimeout(() => look(true), leftMs);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    lookedAt = performance.now();
    const button = controls.querySelector('.in-page > :first-child');
    if (!button || button.contains(focused()) || button.matches(':hover')) return; // it does not move away under a person's hand
    const found = findPlace(document, button.getBoundingClientRect(), host);
    const { edge, blockPx, rightPx } = place.value;
    if (found.edge !== edge || found.blockPx !== blockPx || found.rightPx !== rightPx) place.value = found;
  };
  return { place, look, stop: () => clearTimeout(timer) };
}
