import type { Page } from '@playwright/test';
import type { DrawnLine } from '../support/drawn.ts';
import { evaluateInWindow } from './evaluate-in-window.ts';

/** Runs beside the page with Firefox's own rights, which reach into closed roots, and answers with the lines. */
const LIST_DRAWN = `{
  const roots = [];
  const search = (page) => {
    for (const element of page.querySelectorAll('*')) {
      if (element.openOrClosedShadowRoot) roots.push(element.openOrClosedShadowRoot);
      if (element.localName === 'iframe' && element.contentDocument) search(element.contentDocument);
    }
  };
  search(content.document);
  const [layer] = roots.flatMap((root) => [...root.querySelectorAll('[aria-hidden="true"] > svg')]);
  const lines = layer && layer.getAttribute('class') !== 'away' ? [...layer.children] : [];
  sendAsyncMessage('drawn', lines.map((line) => ({
    stroke: line.getAttribute('stroke') ?? '',
    d: line.getAttribute('d') ?? '',
  })));
}`;

/** Sends that script to the page, and waits for its answer. */
const ASK_PAGE = (address: string): string => `new Promise((resolve, reject) => {
  const windows = [...Services.wm.getEnumerator('navigator:browser')];
  const browser = windows
    .flatMap(({ gBrowser }) => gBrowser.browsers)
    .find(({ currentURI }) => currentURI.specIgnoringRef === ${JSON.stringify(address)});
  if (!browser) return reject(new Error('no tab with this page'));
  const { messageManager } = browser;
  messageManager.addMessageListener('drawn', function answered({ data }) {
    messageManager.removeMessageListener('drawn', answered);
    resolve(JSON.stringify(data));
  });
  messageManager.loadFrameScript('data:,' + encodeURIComponent(${JSON.stringify(LIST_DRAWN)}), false);
})`;

/**
 * Reads the lines of the layer of marks; none if the layer is away.
 *
 * @param port of the commands that `firefox-for-playwright.mjs` passes on
 */
export async function readDrawnInFirefox(port: number, page: Page): Promise<DrawnLine[]> {
  const [address = ''] = page.url().split('#');
  return JSON.parse(await evaluateInWindow(port, ASK_PAGE(address))) as DrawnLine[];
}
