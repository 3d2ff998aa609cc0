import { expect, test } from '@playwright/test';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../practice/launch-browser.ts';
import { type Services, startServices } from '../practice/start-services.ts';
import { differentPhotos, logOf } from './in-page-answers.ts';
import { followPhotos, playBackground, type PhotosPage } from './in-page.ts';
import { type Cost, costOf } from './in-page-trace.ts';

const TILES = 2_100;
const TILES_IN_ROW = 7;
const ROW_PX = 156;
const TURN_PX = 600;
/** Frames between two turns of the wheel, and of a look at what is there: at 60 a second, 50 ms and 1.2 s. */
const FRAMES_BETWEEN_TURNS = 3;
const FRAMES_OF_A_LOOK = 72;

/** How somebody goes through a library: a look after so many turns of the wheel. */
const paces = [
  { pace: 'in one go', turns: Infinity },
  { pace: 'with a look every 23 rows', turns: 6 },
  { pace: 'with a look every 8 rows', turns: 2 },
];

/** The build without its script on iCloud's pages: the same browser, without what is measured. */
async function buildWithoutScript(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'fotoflytt-bare-'));
  await cp(resolve('.output/chrome-mv3'), path, { recursive: true });
  const manifestPath = join(path, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Record<string, unknown>;
  expect(manifest['content_scripts']).toHaveLength(1);
  delete manifest['content_scripts'];
  await writeFile(manifestPath, JSON.stringify(manifest));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Lets so many frames be drawn. */
const frames = ({ grid }: PhotosPage, count: number): Promise<void> =>
  grid.evaluate(async (wanted) => {
    for (let frame = 0; frame < wanted; frame += 1)
      await new Promise<number>((drawn) => requestAnimationFrame(drawn));
  }, count);

/** Turns the wheel to the end of the grid. @returns how many tiles went by */
async function scrollThrough(photosPage: PhotosPage, turnsBetweenLooks: number): Promise<number> {
  const { page, grid } = photosPage;
  const scrollBox = grid.locator('.grid-scroll');
  const turns = Math.floor(((TILES / TILES_IN_ROW - 6) * ROW_PX) / TURN_PX);
  for (let turn = 1; turn <= turns; turn += 1) {
    await page.mouse.wheel(0, TURN_PX);
    await frames(photosPage, turn % turnsBetweenLooks === 0 ? FRAMES_OF_A_LOOK : FRAMES_BETWEEN_TURNS);
  }
  await frames(photosPage, FRAMES_OF_A_LOOK);
  return ((await scrollBox.evaluate((box) => box.scrollTop)) / ROW_PX) * TILES_IN_ROW;
}

/** Opens the page, has it read its list to the end, and goes through it once at each pace. */
async function measure(
  browser: ExtensionBrowser,
  look: (photosPage: PhotosPage) => Promise<unknown>,
): Promise<Map<string, { tiles: number; cost: Cost }>> {
  const photosPage = await followPhotos(await browser.signInToIcloud());
  const box = photosPage.grid.locator('.grid-scroll');
  const items = photosPage.grid.locator('.grid-items');
  const readOn = async (): Promise<number> => {
    await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    return items.evaluate((element) => element.clientHeight);
  };
  await expect
    .poll(readOn, { timeout: 60_000, intervals: [100] })
    .toBe(Math.ceil(TILES / TILES_IN_ROW) * ROW_PX);
  await look(photosPage);
  const costs = new Map<string, { tiles: number; cost: Cost }>();
  for (const { pace, turns } of paces) {
    await box.evaluate((element) => element.scrollTo(0, 0));
    await photosPage.page.mouse.move(300, 400);
    await frames(photosPage, FRAMES_OF_A_LOOK);
    let tiles = 0;
    const cost = await costOf(photosPage.cdp, async () => {
      tiles = await scrollThrough(photosPage, turns);
    });
    costs.set(pace, { tiles, cost });
  }
  return costs;
}

async function withBrowser<Result>(
  services: Services,
  extraArgs: string[],
  work: (browser: ExtensionBrowser) => Promise<Result>,
): Promise<Result> {
  await using profile = await createProfile();
  const browser = await launchBrowser(services, profile.path, true, extraArgs);
  try {
    return await work(browser);
  } finally {
    await browser.quit();
  }
}

test('what the page’s script costs while tiles are scrolled is measured and told', async () => {
  test.setTimeout(400_000);
  const library = differentPhotos(TILES);
  await using services = await startServices(library);
  await using bare = await buildWithoutScript();
  const without = await withBrowser(
    services,
    [`--disable-extensions-except=${bare.path}`, `--load-extension=${bare.path}`],
    (browser) => measure(browser, async () => {}),
  );
  const withScript = await withBrowser(services, [], async (browser) => {
    await playBackground(browser, { isSetUp: true, marks: true, ...logOf(library) });
    return measure(browser, (photosPage) => photosPage.find('button', 'Send to Jottacloud'));
  });
  for (const [pace, { tiles, cost }] of withScript) {
    const base = without.get(pace);
    if (!base) throw new Error('a pace is missing');
    const perThousand = (ms: number): string => ((ms / tiles) * 1_000).toFixed(1);
    const [script, drawing] = [
      cost.ownMs + cost.microtaskMs - base.cost.microtaskMs,
      cost.drawingMs - base.cost.drawingMs,
    ];
    console.log(
      `${Math.round(tiles)} tiles ${pace}, per 1,000: script ${perThousand(script)} ms in ${cost.ownCalls} calls, style, layout and paint ${perThousand(drawing)} ms, together ${perThousand(script + drawing)} ms; main thread ${perThousand(base.cost.mainMs)} ms without and ${perThousand(cost.mainMs)} ms with`,
    );
    expect(tiles).toBeGreaterThan(1_000);
    expect(base.cost.ownCalls, 'without the script nothing of it runs').toBe(0);
    expect(cost.ownMs, 'the trace has seen our script').toBeGreaterThan(0);
  }
  // a movement, its end, one look and its answer: nothing for each tile or each frame
  expect(withScript.get('in one go')?.cost.ownCalls).toBeLessThan(40);
});
