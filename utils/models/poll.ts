import { effect, type ReadonlySignal, untracked } from '@preact/signals';

/** First and longest wait between two looks. */
export interface Pace {
  firstMs: number;
  maxMs: number;
}

/**
 * Polls at once, then after growing waits, while a visible page waits for something. A return to the page polls at once.
 *
 * @param isWanted false if the page is hidden or shows something else
 * @param isOpen returns after each look whether to continue
 * @returns stops the polling
 */
export function poll(
  isWanted: ReadonlySignal<boolean>,
  ask: () => Promise<void>,
  { firstMs, maxMs }: Pace,
  isOpen: () => boolean = () => true,
): () => void {
  return effect(() => {
    if (!isWanted.value) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [waitMs, isOver] = [firstMs, false];
    const pollOnce = async (): Promise<void> => {
      await ask().catch(() => undefined);
      if (isOver || !isOpen()) return;
      timer = setTimeout(() => void pollOnce(), waitMs);
      waitMs = Math.min(waitMs * 1.5, maxMs);
    };
    untracked(() => void pollOnce());
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  });
}
