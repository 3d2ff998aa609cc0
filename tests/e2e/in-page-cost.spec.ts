import { expect, test } from '@playwright/test';
import { differentPhotos, logOf } from './in-page-answers.ts';
import { followPhotos, playBackground, type PhotosPage } from './in-page.ts';
import { startSession } from './session.ts';

const TILES = 2_100;
const TILES_IN_ROW = 7;
const ROW_PX = 156;
const TURN_PX = 600;

/** Time of the main thread in our script and in all that it calls, layout included, ms. By a profile of samples. */
async function ownTimeMs({ cdp }: PhotosPage, work: () => Promise<void>): Promise<number> {
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
  await cdp.send('Profiler.start');
  await work();
  const { profile } = await cdp.send('Profiler.stop');
  const own = new Set<number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const collect = (id: number, isInside: boolean): void => {
    const node = nodes.get(id);
    if (!node) return;
    const isOwn = isInside || node.callFrame.url.startsWith('chrome-extension://');
    if (isOwn) own.add(id);
    for (const child of node.children ?? []) collect(child, isOwn);
  };
  collect(profile.nodes[0]?.id ?? 0, false);
  const { samples = [], timeDeltas = [] } = profile;
  return samples.reduce((sum, id, at) => sum + (own.has(id) ? (timeDeltas[at] ?? 0) : 0), 0) / 1_000;
}

/** Turns the wheel to the end of the grid, with a pause to look after so many turns. @returns how many tiles went by */
async function scrollThrough({ page, grid }: PhotosPage, turnsBetweenLooks: number): Promise<number> {
  const scrollBox = grid.locator('.grid-scroll');
  await scrollBox.evaluate((box) => box.scrollTo(0, 0));
  await page.mouse.move(300, 400);
  const rows = Math.floor(TILES / TILES_IN_ROW) - 6;
  const turns = Math.floor((rows * ROW_PX) / TURN_PX);
  for (let turn = 1; turn <= turns; turn += 1) {
    await page.mouse.wheel(0, TURN_PX);
    await page.waitForTimeout(turn % turnsBetweenLooks === 0 ? 1_200 : 40); // the pace of a person, not a wait for a state
  }
  await page.waitForTimeout(1_200);
  return ((await scrollBox.evaluate((box) => box.scrollTop)) / ROW_PX) * TILES_IN_ROW;
}

test('what the page’s script costs while tiles are scrolled is measured and told', async () => {
  test.setTimeout(180_000);
  const library = differentPhotos(TILES);
  await using session = await startSession(library);
  await playBackground(session.browser, { isSetUp: true, marks: true, ...logOf(library) });
  const photosPage = await followPhotos(await session.browser.signInToIcloud());
  await photosPage.find('button', 'Send to Jottacloud');
  // the page reads its list to the end first
  const items = photosPage.grid.locator('.grid-items');
  const readOn = async (): Promise<number> => {
    await photosPage.grid.locator('.grid-scroll').evaluate((box) => box.scrollTo(0, box.scrollHeight));
    return items.evaluate((element) => element.clientHeight);
  };
  await expect
    .poll(readOn, { timeout: 60_000, intervals: [100] })
    .toBe(Math.ceil(TILES / TILES_IN_ROW) * ROW_PX);

  for (const [way, turns] of [
    ['in one go', Infinity],
    ['with a look every 23 rows', 6],
  ] as const) {
    let tiles = 0;
    const ms = await ownTimeMs(photosPage, async () => {
      tiles = await scrollThrough(photosPage, turns);
    });
    console.log(
      `${Math.round(tiles)} tiles ${way}: ${ms.toFixed(1)} ms, ${((ms / tiles) * 1_000).toFixed(1)} ms per 1,000 tiles`,
    );
    expect(tiles).toBeGreaterThan(1_000);
    expect(ms, 'the profile has seen our script').toBeGreaterThan(0);
  }
});
