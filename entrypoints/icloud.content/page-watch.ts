/** After a change of the page it is looked at once, a little later: a change seldom comes alone. */
const LOOK_AFTER_MS = 120;
/** Scrolling is over when nothing has moved for so long. */
const STILL_AFTER_MS = 150;
/** Longest wait for a moment in which the page has nothing to do. */
const IDLE_WITHIN_MS = 500;
/** Without any change, states are looked up again so often. */
const EVERY_MS = 15_000;

/** Attributes by which a selection or another picture in a recycled tile shows. */
const WATCHED = ['class', 'src', 'aria-selected', 'aria-checked'];

/**
 * Looks at the page whenever it may have changed, in its idle time and never while it scrolls. The observer itself does
 * nothing but take note: reading each record of a scrolled grid, or observing each tile (IntersectionObserver), costs
 * more than looking once at the tiles that are there when it stands still.
 *
 * @returns what ends it
 */
export function watchPage(work: { look(): void; scrolled(): void }): () => void {
  const life = new AbortController();
  const { signal } = life;
  let isDue = false;
  let isScrolling = false;
  let movedAt = 0;

  const schedule = (): void => {
    if (isDue || isScrolling) return;
    isDue = true;
    setTimeout(whenIdle, LOOK_AFTER_MS);
  };
  const whenIdle = (): void => {
    // Safari's kin and old browsers have no idle time
    if (typeof requestIdleCallback === 'function') requestIdleCallback(look, { timeout: IDLE_WITHIN_MS });
    else look();
  };
  const look = (): void => {
    isDue = false;
    if (signal.aborted || document.hidden) return;
    if (!isScrolling) work.look();
  };
  const scrolled = (): void => {
    movedAt = performance.now();
    if (isScrolling) return;
    isScrolling = true;
    work.scrolled();
    setTimeout(untilStill, STILL_AFTER_MS);
  };
  const untilStill = (): void => {
    const leftMs = movedAt + STILL_AFTER_MS - performance.now();
    if (leftMs > 0) return void setTimeout(untilStill, leftMs);
    isScrolling = false;
    schedule();
  };

  const observer = new MutationObserver(schedule);
  observer.observe(document, { subtree: true, childList: true, attributeFilter: WATCHED });
  const timer = setInterval(schedule, EVERY_MS);
  addEventListener('scroll', scrolled, { capture: true, passive: true, signal });
  addEventListener('resize', schedule, { passive: true, signal });
  addEventListener('hashchange', schedule, { signal });
  document.addEventListener('visibilitychange', schedule, { signal });
  const shell = sameOriginParent();
  shell?.addEventListener('hashchange', schedule, { signal });
  schedule();

  return () => {
    life.abort();
    observer.disconnect();
    clearInterval(timer);
  };
}

/** The shell around this frame; null where there is none that we may look at. */
export function sameOriginParent(): Window | null {
  try {
    return window.parent !== window && window.parent.location.origin === location.origin
      ? window.parent
      : null;
  } catch {
    return null; // of another origin
  }
}
