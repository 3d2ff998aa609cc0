/** After a change of the page it is looked at once, a little later: a change seldom comes alone. */
const LOOK_AFTER_MS = 150;
/** So long without a movement, and it stands still: a person who turns the wheel again within that has not stopped to look. */
const STILL_AFTER_MS = 400;
/** Longest wait for a moment in which the page has nothing to do. */
const IDLE_WITHIN_MS = 500;
/** Without any change, states are looked up again so often. */
const EVERY_MS = 15_000;

const LISTENING = { capture: true, passive: true };
const ONCE = { ...LISTENING, once: true };

/** Attributes by which a selection or another picture in a recycled tile shows. */
const WATCHED = ['class', 'src', 'aria-selected', 'aria-checked'];

/**
 * Looks at the page whenever it may have changed, in its idle time and never while it scrolls. The first change that is
 * seen ends the observing until that look, and the first movement ends the listening until the scroll is over: records
 * and events that nobody reads cost more than all the rest (measured by tests/e2e/full/timed/in-page-cost.spec.ts). For the same
 * reason no tile is observed for itself (IntersectionObserver).
 *
 * @returns what ends it
 */
export function watchPage(work: { look(): void; scrolled(): void }): () => void {
  const life = new AbortController();
  const { signal } = life;
  let isDue = false;
  let isScrolling = false;
  let hasMovedOn = false;

  const schedule = (): void => {
    observer.disconnect();
    if (isDue || isScrolling || signal.aborted) return;
    isDue = true;
    setTimeout(whenIdle, LOOK_AFTER_MS);
  };
  const whenIdle = (): void => {
    if (isScrolling) isDue = false;
    else requestIdleCallback(look, { timeout: IDLE_WITHIN_MS });
  };
  const look = (): void => {
    isDue = false;
    if (signal.aborted || isScrolling) return;
    if (!document.hidden) work.look();
    observer.observe(document, { subtree: true, childList: true, attributeFilter: WATCHED });
  };
  const moved = (): void => {
    removeEventListener('scroll', moved, LISTENING);
    isScrolling = true;
    observer.disconnect();
    work.scrolled();
    setTimeout(whetherStill, STILL_AFTER_MS);
    addEventListener('scroll', movedOn, ONCE);
  };
  const movedOn = (): void => void (hasMovedOn = true);
  /** One event in so long a time is heard, no more; where it stands is not asked: that would lay the page out. */
  const whetherStill = (): void => {
    if (signal.aborted) return;
    if (hasMovedOn) {
      hasMovedOn = false;
      addEventListener('scroll', movedOn, ONCE);
      return void setTimeout(whetherStill, STILL_AFTER_MS);
    }
    removeEventListener('scroll', movedOn, LISTENING);
    isScrolling = false;
    // if it moves again already, this says so before the look is due
    addEventListener('scroll', moved, LISTENING);
    schedule();
  };

  const observer = new MutationObserver(schedule);
  const timer = setInterval(schedule, EVERY_MS);
  addEventListener('resize', schedule, { passive: true, signal });
  addEventListener('hashchange', schedule, { signal });
  document.addEventListener('visibilitychange', schedule, { signal });
  sameOriginParent()?.addEventListener('hashchange', schedule, { signal });
  addEventListener('scroll', moved, LISTENING);
  schedule();

  return () => {
    life.abort();
    observer.disconnect();
    clearInterval(timer);
    removeEventListener('scroll', moved, LISTENING);
    removeEventListener('scroll', movedOn, LISTENING);
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
