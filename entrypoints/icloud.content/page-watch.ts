/** After a change of the page it is looked at once, a little later: a change seldom comes alone. */
const LOOK_AFTER_MS = 150;
/** While it scrolls it is looked so often whether it still moves: a person who turns the wheel again within that has not stopped to look. */
const STILL_AFTER_MS = 400;
/** Longest wait for a moment in which the page has nothing to do. */
const IDLE_WITHIN_MS = 500;
/** Without any change, states are looked up again so often. */
const EVERY_MS = 15_000;

const LISTENING = { capture: true, passive: true };

/** Attributes by which a selection or another picture in a recycled tile shows. */
const WATCHED = ['class', 'src', 'aria-selected', 'aria-checked'];

/**
 * Looks at the page whenever it may have changed, in its idle time and never while it scrolls. The first change that is
 * seen ends the observing until that look, and the first movement ends the listening until the scroll is over: records
 * and events that nobody reads cost more than all the rest (measured by tests/e2e/in-page-cost.spec.ts). For the same
 * reason no tile is observed for itself (IntersectionObserver).
 *
 * @returns what ends it
 */
export function watchPage(work: { look(): void; scrolled(): void }): () => void {
  const life = new AbortController();
  const { signal } = life;
  let isDue = false;
  let isScrolling = false;

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
  const moved = ({ target }: Event): void => {
    removeEventListener('scroll', moved, LISTENING);
    isScrolling = true;
    observer.disconnect();
    work.scrolled();
    untilStill(target instanceof Element ? target : (document.scrollingElement ?? document.documentElement));
  };
  /** Where it stands is asked now and then: the events of a scroll, each a call, cost more. A box that was taken away stands still. */
  const untilStill = (box: Element, before?: number): void => {
    if (signal.aborted) return;
    const now = box.scrollTop + box.scrollLeft;
    if (now !== before) return void setTimeout(untilStill, STILL_AFTER_MS, box, now);
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
