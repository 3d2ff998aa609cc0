import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { FakeJottacloud } from '../../../fakes/jottacloud/fake-jottacloud.ts';
import { photos } from '../../libraries.ts';
import { expectState, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

/** Everything that the pages and workers of a browser write to their consoles from now on. */
function listenToConsoles(context: BrowserContext): string[] {
  const lines: string[] = [];
  context.on('console', (message) => lines.push(message.text()));
  context.on('weberror', (error) => lines.push(String(error.error())));
  for (const worker of context.serviceWorkers())
    worker.on('console', (message) => lines.push(message.text()));
  return lines;
}

/** All tokens that the service gave out and the extension used. */
const tokensOf = ({ tokens, requests }: FakeJottacloud): string[] => [
  ...tokens.families.map(({ currentRefreshToken }) => currentRefreshToken),
  ...new Set(
    requests.entries.flatMap(({ headers }) => headers['authorization']?.replace(/^Bearer /i, '') ?? []),
  ),
];

/** The whole log, as the browser stores it. */
const readLog = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log cannot be read')));
      });
    const database = await settled(indexedDB.open('fotoflytt'));
    const names = [...database.objectStoreNames];
    const stores = names.map((name) => settled(database.transaction(name).objectStore(name).getAll()));
    const text = JSON.stringify(await Promise.all(stores));
    database.close();
    return text;
  });

/** Reads the extension's storage as its content script does in a page. */
async function readStorageAsContentScript(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  devtools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) worlds.push(context.id);
  });
  await devtools.send('Runtime.enable');
  const [contextId] = worlds;
  if (contextId === undefined) throw new Error('the page has no content script');
  const expression =
    'chrome.storage.local.get().then((all) => JSON.stringify(all), (error) => String(error))';
  const { result } = await devtools.send('Runtime.evaluate', { contextId, expression, awaitPromise: true });
  return String(result.value);
}

test(
  'no Jottacloud token appears in a page, a console, the log or the reach of a content script',
  { tag: '@chromium-alone' },
  async () => {
    await using session = await startReadySession(photos(6, 20_000));
    const { context } = session.browser;
    const { jottacloud } = session;
    const consoles = listenToConsoles(context);
    jottacloud.faults.add({ host: /^up-/, action: { kind: 'loseReply' } });
    jottacloud.faults.add({
      host: 'api.jottacloud.com',
      path: /allocate/,
      action: { kind: 'answer', status: 401 },
    });

    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');
    const options = await session.browser.openOptions();
    await expect(options.getByText('Connected as Kari Nordmann')).toBeVisible();
    const report = await context.newPage();
    await report.goto(`${session.browser.origin}/report.html`);
    await expect(report.getByText('Complete and verified')).toBeVisible();

    const icloudPage = context.pages().find((page) => page.url().startsWith('https://www.icloud.com/'));
    if (!icloudPage) throw new Error('no page at icloud.com is open');
    const storage = await readStorageAsContentScript(icloudPage);
    expect(storage).toContain('Access to storage is not allowed from this context');
    const seen = [
      ...consoles,
      await readLog(options),
      ...(await Promise.all(context.pages().map((page) => page.content()))),
    ];
    const tokens = tokensOf(jottacloud);
    expect(tokens.length).toBeGreaterThanOrEqual(3);
    expect(tokens.filter((token) => seen.some((text) => text.includes(token)))).toEqual([]);
  },
);
