/** What Chromium adds; other browsers do not say. Source: Intersection Observer, 2.2.3 and 2.3 (`trackVisibility`). */
interface SightEntry extends IntersectionObserverEntry {
  isVisible?: boolean;
}
interface SightOptions extends IntersectionObserverInit {
  trackVisibility: boolean;
  delay: number;
}
/** The least that the browser allows. */
const SIGHT: SightOptions = { trackVisibility: true, delay: 100 };

/** Whether nothing lies over an element and nothing fades, filters or turns it. True where the browser does not say. */
export const isSeen = (element: Element): Promise<boolean> =>
  new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      observer.disconnect();
      const entry: SightEntry | undefined = entries.at(-1);
      resolve(entry?.isVisible ?? true);
    }, SIGHT);
    observer.observe(element);
  });

/**
 * Lets a person's press on a button through only if the person could see the button: a page that lays something of its
 * own over it, through which the pointer goes, would have it pressed for something else.
 *
 * @param area whose buttons are guarded; must be out of the page's reach
 */
export function guardPresses(area: HTMLElement, tellCovered: () => void): void {
  let approved: EventTarget | null = null;
  area.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      if (!button || button === approved) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      if (event.isTrusted) void pressIfSeen(button);
    },
    { capture: true },
  );

  async function pressIfSeen(button: HTMLButtonElement): Promise<void> {
    if (!(await isSeen(button))) return tellCovered();
    approved = button;
    // stays within the closed root
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: false }));
    approved = null;
  }
}
