/** Delay between a change and the look at the page: changes rarely come alone. */
const CHECK_DELAY_MS = 150;
/** Time without movement until scrolling has ended: a person who turns the wheel again has not stopped to look. */
const STILL_AFTER_MS = 400;
/** Longest wait for an idle moment of the page. */
const IDLE_WITHIN_MS = 500;
/** How often states are read again without any change. */
const REFRESH_INTERVAL_MS = 15_000;

const LISTENER_OPTIONS = { capture: true, passive: true };
const ONCE_OPTIONS = { ...LISTENER_OPTIONS, once: true };

/** Attributes that reveal a selection, or another picture in a recycled tile. */
const WATCHED_ATTRIBUTES = ['class', 'src', 'aria-selected', 'aria-checked'];

/**
 * Looks at the page after each possible change, in its idle time and never during scrolling. The first change stops the
 * observer until that look, and the first movement stops the listener until scrolling ends: unread records and events cost
 * more than all the rest (measured by tests/e2e/full/timed/in-page-cost.spec.ts). For the same
 * reason no tile is observed for itself (IntersectionObserver). Decision: docs/decisions/007-script-on-icloud-photos.md.
 *
 * @returns what ends it
 */
export function watchPage(work: { check(): void; scrolled(): void }): () => void {
  const life = new AbortController();
  const { signal } = life;
  let isDue = false;
  let isScrolling = false;
  let hasMovedOn = false;

  const schedule = (): void => {
    observer.disconnect();
    if (isDue || isScrolling || signal.aborted) return;
    isDue = true;
    setTimeout(whenIdle, CHECK_DELAY_MS);
  };
  const whenIdle = (): void => {
    if (isScrolling) isDue = false;
    else requestIdleCallback(check, { timeout: IDLE_WITHIN_MS });
  };
  const check = (): void => {
    isDue = false;
    if (signal.aborted || isScrolling) return;
    if (!document.hidden) work.check();
    observer.observe(document, { subtree: true, childList: true, attributeFilter: WATCHED_ATTRIBUTES });
  };
  const moved = (): void => {
    removeEventListener('scroll', moved, LISTENER_OPTIONS);
    isScrolling = true;
    observer.disconnect();
    work.scrolled();
    setTimeout(endScrolling, STILL_AFTER_MS);
    addEventListener('scroll', movedOn, ONCE_OPTIONS);
  };
  const movedOn = (): void => void (hasMovedOn = true);
  /** Hears at most one event in this time. Does not read the scroll position, which would force a layout. */
  const endScrolling = (): void => {
    if (signal.aborted) return;
    if (hasMovedOn) {
      hasMovedOn = false;
      addEventListener('scroll', movedOn, ONCE_OPTIONS);
      return void setTimeout(endScrolling, STILL_AFTER_MS);
    }
    removeEventListener('scroll', movedOn, LISTENER_OPTIONS);
    isScrolling = false;
    // Another movement fires this before the look is due.
    addEventListener('scroll', moved, LISTENER_OPTIONS);
    schedule();
  };

  const observer = new MutationObserver(schedule);
  const timer = setInterval(schedule, REFRESH_INTERVAL_MS);
  addEventListener('resize', schedule, { passive: true, signal });
  addEventListener('hashchange', schedule, { signal });
  document.addEventListener('visibilitychange', schedule, { signal });
  sameOriginParent()?.addEventListener('hashchange', schedule, { signal });
  addEventListener('scroll', moved, LISTENER_OPTIONS);
  schedule();

  return () => {
    life.abort();
    observer.disconnect();
    clearInterval(timer);
    removeEventListener('scroll', moved, LISTENER_OPTIONS);
    removeEventListener('scroll', movedOn, LISTENER_OPTIONS);
  };
}

/** Returns the shell around this frame; null if there is none of our origin. */
export function sameOriginParent(): Window | null {
  try {
    return window.parent !== window && window.parent.location.origin === location.origin
      ? window.parent
      : null;
  } catch {
    return null; // of another origin
  }
}
