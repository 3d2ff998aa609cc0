import { once } from 'node:events';
import type { Page } from '@playwright/test';
import type { Spoken } from '../support/spoken.ts';

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
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  try {
    await once(socket, 'open');
    const { contexts } = await ask<{ contexts: { context: string; url: string }[] }>(
      ...[socket, 'browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 }],
    );
    const window = contexts.find(({ url }) => url === 'chrome://browser/content/browser.xhtml');
    if (!window) throw new Error('no window of Firefox');
    const [address = ''] = page.url().split('#');
    const { result } = await ask<{ result: { value: string } }>(socket, 'script.evaluate', {
      expression: LIST_SPOKEN(address),
      target: { context: window.context },
      awaitPromise: false,
    });
    return (JSON.parse(result.value) as Listed[]).map(({ role, name, isFocused, x, y }) => ({
      role: CHROMIUM_ROLES[role] ?? role,
      name: name ?? '',
      properties: { focused: isFocused },
      backendNodeId: 0,
      middle: () => Promise.resolve({ x, y }),
    }));
  } finally {
    socket.close();
  }
}

/** One command of WebDriver BiDi. @throws what Firefox answers, with its words */
async function ask<Result>(socket: WebSocket, method: string, params: object): Promise<Result> {
  const answered = once(socket, 'message') as Promise<[MessageEvent<string>]>;
  socket.send(JSON.stringify({ id: 1, method, params }));
  const [{ data }] = await answered;
  const answer = JSON.parse(data) as { type: string; result: Result };
  if (answer.type !== 'success') throw new Error(data);
  return answer.result;
}
