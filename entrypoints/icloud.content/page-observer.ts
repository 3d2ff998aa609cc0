/** Delay between a change and the look at the page: changes rarely come alone. */
const LOOK_AFTER_MS = 150;
/** Time without movement until scrolling has ended: a person who turns the wheel again has not stopped to look. */
const STILL_AFTER_MS = 400;
/** Longest wait for an idle moment of the page. */
const IDLE_WITHIN_MS = 500;
/** How often states are read again without any change. */
const EVERY_MS = 15_000;

const LISTENING = { capture: true, passive: true };
const ONCE = { ...LISTENING, once: true };

/** Attributes that reveal a selection, or another picture in a recycled tile. */
const WATCHED = ['class', 'src', 'aria-selected', 'aria-checked'];

/**
 * Looks at the page after each possible change, in its idle time and never during scrolling. The first change stops the
 * observer until that look, and the first movement stops the listener until scrolling ends: unread records and events cost
 * more than all the rest (measured by tests/e2e/full/timed/in-page-cost.spec.ts). For the same
 * reason no tile is observed for itself (IntersectionObserver). Decision: docs/decisions/007-script-on-icloud-photos.md.
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
  /** Hears at most one event in this time. Does not read the scroll position, which would force a layout. */
  const whetherStill = (): void => {
    if (signal.aborted) return;
    if (hasMovedOn) {
      hasMovedOn = false;
      addEventListener('scroll', movedOn, ONCE);
      return void setTimeout(whetherStill, STILL_AFTER_MS);
    }
    removeEventListener('scroll', movedOn, LISTENING);
    isScrolling = false;
    // Another movement fires this before the look is due.
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
