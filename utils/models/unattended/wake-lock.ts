import { effect, type ReadonlySignal } from '@preact/signals';

/** A lock that keeps the screen on until it is released, or its page is hidden. */
export interface WakeLock {
  release(): Promise<void>;
}

/**
 * Keeps the screen on while it is wanted. A browser takes the lock away when the page is hidden, so it is requested again
 * when the page is visible.
 *
 * @param request refused where the battery is low or the browser knows no locks; then nothing is kept on
 * @returns a function that ends it
 */
export function followWakeLock(
  isWanted: ReadonlySignal<boolean>,
  isVisible: ReadonlySignal<boolean>,
  request: () => Promise<WakeLock>,
): () => void {
  return effect(() => {
    if (!isWanted.value || !isVisible.value) return undefined;
    let isOver = false;
    const lock = request().then(
      async (taken) => {
        if (isOver) await taken.release();
        return taken;
      },
      () => null,
    );
    return () => {
      isOver = true;
      void lock.then((taken) => taken?.release()).catch(() => undefined);
    };
  });
}
