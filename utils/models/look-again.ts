import { effect, type ReadonlySignal, untracked } from '@preact/signals';

/** How soon it is looked again at first, and how seldom in the end. */
export interface Pace {
  firstMs: number;
  maxMs: number;
}

/**
 * Looks at once, and again after waits that grow, as long as there is something to wait for that a person can see. Who
 * comes back to the page has it look at once.
 *
 * @param isWanted false: the page is hidden, or shows something else
 * @param isOpen whether something is still waited for, after a look
 * @returns ends it
 */
export function lookAgain(
  isWanted: ReadonlySignal<boolean>,
  look: () => Promise<void>,
  { firstMs, maxMs }: Pace,
  isOpen: () => boolean = () => true,
): () => void {
  return effect(() => {
    if (!isWanted.value) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let [waitMs, isOver] = [firstMs, false];
    const lookOnce = async (): Promise<void> => {
      await look().catch(() => undefined);
      if (isOver || !isOpen()) return;
      timer = setTimeout(() => void lookOnce(), waitMs);
      waitMs = Math.min(waitMs * 1.5, maxMs);
    };
    untracked(() => void lookOnce());
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  });
}
