import { expect, test } from '@playwright/test';
import { differentPhotos, logOf } from '../in-page-answers.ts';
import { followPhotos, marksOf, type PhotosPage, playBackground } from '../in-page.ts';
import { startSession } from '../../support/session.ts';

const SEND = 'Send to Jottacloud';

async function openPhotos({ isSetUp = true, marks = true } = {}) {
  const library = differentPhotos(40);
  const session = await startSession(library);
  const played = await playBackground(session.browser, { isSetUp, marks, ...logOf(library) });
  const photosPage = await followPhotos(await session.browser.signInToIcloud());
  await photosPage.find('button', SEND);
  return {
    ...{ session, library, played, photosPage },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** Everything that a script of the page can find out about us by looking: elements, sizes, what is hit where, what lies on a tile. */
const probe = ({ grid }: PhotosPage): Promise<object> =>
  grid.evaluate(async () => {
    const hosts = [...document.querySelectorAll('fotoflytt-page')];
    const hits: string[] = [];
    for (let y = 2; y < innerHeight; y += 6)
      for (let x = 2; x < innerWidth; x += 6)
        if (document.elementFromPoint(x, y)?.localName === 'fotoflytt-page') hits.push(`${x},${y}`);
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

test('a page that probes everything sees the same with marks and without, and before the setup', async () => {
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

test('a page that probes everything cannot tell whether the open photo is in Jottacloud', async () => {
  await using opened = await openPhotos();
  const { photosPage, library } = opened;
  const sentences = [
    'In Jottacloud ✓ proved',
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

test('the page can neither recolour the button, nor fade it by what it stands in', async () => {
  await using opened = await openPhotos();
  const { photosPage } = opened;
  const { cdp, grid } = photosPage;
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const lookOf = async (): Promise<Record<string, string>> => {
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
  const before = await lookOf();
  expect(Object.keys(before)).toHaveLength(6);
  await grid.evaluate(() => {
    const style = document.createElement('style');
    style.textContent =
      'html { font-size: 40px } fotoflytt-page { --accent: transparent !important; --on-accent: transparent !important; --ink: red !important; --space-4: 90px !important; --text: 3px !important; direction: rtl !important; color: red !important }';
    document.head.append(style);
    const faded = document.createElement('div');
    faded.style.opacity = '0.01';
    document.body.append(faded);
    const host = document.querySelector('fotoflytt-page');
    if (host) faded.append(host);
  });
  await expect
    .poll(() => grid.evaluate(() => document.querySelector('fotoflytt-page')?.parentElement?.localName))
    .toBe('html');
  expect(await lookOf()).toEqual(before);
});
