import { expect, test } from '@playwright/test';
import { differentPhotos, logOf } from '../in-page-answers.ts';
import { followPhotos, marksOf, type PhotosPage, playBackground } from '../in-page.ts';
import { startSession } from '../../support/session.ts';

const SEND = 'Send to Jottacloud';

async function openPhotos({ isSetUp = true, marks = true } = {}) {
  const library = differentPhotos(40);
  const session = await startSession(library);
  const played = await playBackground(session.browser, { isSetUp, marks, ...logOf(library) });
  const photosPage = await followPhotos(session.browser, await session.browser.signInToIcloud());
  await photosPage.find('button', SEND);
  return {
    ...{ session, library, played, photosPage },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Everything that a script of the page can find out about us by looking: elements, sizes, what is hit where, what lies on a tile. */
const probe = ({ grid }: PhotosPage): Promise<object> =>
  grid.evaluate(async () => {
    const hosts = [...document.querySelectorAll(':root > div')];
    const hits: string[] = [];
    for (let y = 2; y < innerHeight; y += 6)
      for (let x = 2; x < innerWidth; x += 6)
        if (document.elementFromPoint(x, y)?.matches(':root > div')) hits.push(`${x},${y}`);
    const tiles = [...document.querySelectorAll('.PhotoItemView')].slice(0, 20);
    const options = { trackVisibility: true, delay: 100 } as IntersectionObserverInit;
    const covered = await new Promise<boolean[]>((resolve) => {
      const seen = new Map<Element, boolean>();
      const observer = new IntersectionObserver((entries) => {
        for (const entry of entries)
          seen.set(entry.target, (entry as unknown as { isVisible: boolean }).isVisible);
        if (seen.size < tiles.length) return;
        observer.disconnect();
        resolve(tiles.map((tile) => seen.get(tile) ?? false));
      }, options);
      for (const tile of tiles) observer.observe(tile);
    });
    const { scrollWidth, scrollHeight } = document.documentElement;
    return {
      hosts: hosts.map((host) => [host.outerHTML, JSON.stringify(host.getBoundingClientRect())]),
      ...{ hits, covered, scrollWidth, scrollHeight },
    };
  });

test('a hostile page sees the same with marks, without marks and before the setup', async () => {
  const seen: object[] = [];
  for (const options of [{}, { marks: false }, { isSetUp: false }]) {
    await using opened = await openPhotos(options);
    const { photosPage, played } = opened;
    await expect
      .poll(async () => (await played.questions()).some(({ name }) => name === 'pageState'))
      .toBe(true);
    if (Object.keys(options).length === 0)
      await expect.poll(async () => (await marksOf(photosPage)).length).toBeGreaterThan(10);
    seen.push(await probe(photosPage));
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('a hostile page cannot find out whether the open photo is in Jottacloud', async () => {
  await using opened = await openPhotos();
  const { photosPage, library } = opened;
  const sentences = [
    'In Jottacloud ✓ verified',
    'In the queue',
    'Could not be copied',
    'Not yet in Jottacloud',
  ];
  const seen: object[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const name = library.primary.assets[index]?.recordName ?? '';
    await photosPage.page.evaluate((photo) => void (location.hash = `#/i,pz,${photo},1/`), name);
    await photosPage.find('StaticText', sentence);
    await photosPage.grid.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    seen.push(await probe(photosPage));
  }
  const [first] = seen;
  for (const other of seen.slice(1)) expect(other).toEqual(first);
});

test('the page can neither recolour the button nor fade it through its container', async () => {
  await using opened = await openPhotos();
  const { photosPage } = opened;
  const { cdp, grid } = photosPage;
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const styleOf = async (): Promise<Record<string, string>> => {
    const { backendNodeId } = await photosPage.find('button', SEND);
    await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
    const { nodeIds } = await cdp.send('DOM.pushNodesByBackendIdsToFrontend', {
      backendNodeIds: [backendNodeId],
    });
    const { computedStyle } = await cdp.send('CSS.getComputedStyleForNode', { nodeId: nodeIds[0] ?? 0 });
    const wanted = ['color', 'background-color', 'font-size', 'direction', 'padding-left', 'box-shadow'];
    return Object.fromEntries(
      computedStyle.filter(({ name }) => wanted.includes(name)).map(({ name, value }) => [name, value]),
    );
  };
  const before = await styleOf();
  expect(Object.keys(before)).toHaveLength(6);
  await grid.evaluate(() => {
    const style = document.createElement('style');
    style.textContent =
      'html { font-size: 40px } :root > div { --accent: transparent !important; --on-accent: transparent !important; --ink: red !important; --space-4: 90px !important; --text: 3px !important; direction: rtl !important; color: red !important }';
    document.head.append(style);
    const faded = document.createElement('div');
    faded.style.opacity = '0.01';
    document.body.append(faded);
    const host = document.querySelector(':root > div');
    host?.setAttribute('id', 'theirs');
    if (host) faded.append(host);
  });
  await expect
    .poll(() => grid.evaluate(() => document.querySelector('#theirs')?.parentElement?.localName))
    .toBe('html');
  expect(await styleOf()).toEqual(before);
});

test('a page that defines custom elements of our names cannot read the closed root', async () => {
  const library = differentPhotos(6);
  await using session = await startSession(library);
  await playBackground(session.browser, { isSetUp: true, marks: true, ...logOf(library) });
  await session.browser.context.addInitScript(() => {
    const internals: ElementInternals[] = [];
    Object.assign(globalThis, { internals });
    customElements.define(
      'fotoflytt-page',
      class extends HTMLElement {
        constructor() {
          super();
          internals.push(this.attachInternals());
        }
      },
    );
  });
  const photosPage = await followPhotos(session.browser, await session.browser.signInToIcloud());
  await photosPage.find('button', SEND);

  const read = await photosPage.grid.evaluate(() => {
    const { internals } = globalThis as unknown as { internals: ElementInternals[] };
    const host = document.documentElement.lastElementChild;
    if (!(host instanceof HTMLElement)) return null;
    for (const attach of [() => host.attachInternals(), () => host.attachShadow({ mode: 'open' })])
      try {
        const got = attach();
        internals.push(
          got instanceof ElementInternals ? got : Object.create(null, { shadowRoot: { value: got } }),
        );
      } catch {
        // what the browser refuses gives nothing
      }
    return {
      host: host.localName,
      roots: [...internals.map(({ shadowRoot }) => shadowRoot), host.shadowRoot],
    };
  });
  expect(read).toEqual({ host: 'div', roots: [null] });
});

test('a foreign site that frames iCloud Photos gets no button', async () => {
  await using session = await startSession(differentPhotos(6));
  const { context } = session.browser;
  await session.browser.signInToIcloud();
  // the services of the test stand on this computer, and a public page must ask before it reaches for that
  await context.grantPermissions(['local-network-access'], { origin: 'https://evil.example' });
  const photos = 'https://www.icloud.com/applications/photos3/current/en-us/index.html';
  await context.route('https://evil.example/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${photos}" width="900" height="700"></iframe>`,
    }),
  );
  const page = await context.newPage();
  await page.goto('https://evil.example/');
  const { grid } = await followPhotos(session.browser, page);
  await grid.waitForLoadState('load');
  // the button would stand there since DOMContentLoaded
  expect(await grid.evaluate(() => document.documentElement.lastElementChild?.localName)).toBe('body');
});
