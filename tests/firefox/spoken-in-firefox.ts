import type { Page } from '@playwright/test';
import type { Spoken } from '../support/spoken.ts';
import { evaluateInWindow } from './evaluate-in-window.ts';

/** Firefox's names of roles, where Chromium has others. Source: Firefox, accessible/base/RoleMap.h. */
const CHROMIUM_ROLES: Record<string, string> = {
  ...{ pushbutton: 'button', 'text leaf': 'StaticText', 'listbox option': 'option' },
};

/** An element as `LIST_SPOKEN` returns it, with its centre in pixels of the page. */
interface Listed {
  role: string;
  name: string | null;
  isFocused: boolean;
  x: number;
  y: number;
}

/**
 * Runs in a window of Firefox's own, in which the accessibility service sees into closed shadow roots, as a screen
 * reader does. The service ends when nobody holds it.
 */
const LIST_SPOKEN = (address: string): string => `(() => {
  window.service ??= Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
  const windows = [...Services.wm.getEnumerator('navigator:browser')];
  const browser = windows
    .flatMap(({ gBrowser }) => gBrowser.browsers)
    .find(({ currentURI }) => currentURI.specIgnoringRef === ${JSON.stringify(address)});
  const boxOf = (element) => {
    const [x, y, width, height] = [{}, {}, {}, {}];
    element.getBoundsInCSSPixels(x, y, width, height);
    return { x: x.value, y: y.value, width: width.value, height: height.value };
  };
  const [listed, state] = [[], {}];
  const list = (element, page) => {
    const box = boxOf(element);
    element.getState(state, {});
    listed.push({
      role: service.getStringRole(element.role),
      name: element.name,
      isFocused: (state.value & Ci.nsIAccessibleStates.STATE_FOCUSED) !== 0,
      x: box.x + box.width / 2 - page.x,
      y: box.y + box.height / 2 - page.y,
    });
    const own = listed.at(-1);
    for (let at = 0; at < element.childCount; at += 1) {
      const child = list(element.getChildAt(at), page);
      // Firefox reports the focus only for the active option
      own.isFocused ||= own.role === 'listbox' && child.isFocused;
    }
    return own;
  };
  // not there before the service has looked at the page
  const page = browser && service.getAccessibleFor(browser);
  if (page) list(page, boxOf(page));
  return JSON.stringify(listed);
})()`;

/**
 * Reads everything that Firefox exposes to a screen reader in a page and its frames.
 *
 * @param port of the commands that `firefox-for-playwright.mjs` passes on
 */
export async function readSpokenInFirefox(port: number, page: Page): Promise<Spoken[]> {
  const [address = ''] = page.url().split('#');
  const text = await evaluateInWindow(port, LIST_SPOKEN(address));
  return (JSON.parse(text) as Listed[]).map(({ role, name, isFocused, x, y }) => ({
    role: CHROMIUM_ROLES[role] ?? role,
    name: name ?? '',
    properties: { focused: isFocused },
    backendNodeId: 0,
    middle: () => Promise.resolve({ x, y }),
  }));
}
