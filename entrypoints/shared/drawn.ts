/** Browsers do not draw a hidden page: the wait ends after this time. */
const MAX_DRAWING_MS = 1_000;

/** Resolves in the frame after the next one: the next one may still show the previous content. */
export const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, MAX_DRAWING_MS);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
