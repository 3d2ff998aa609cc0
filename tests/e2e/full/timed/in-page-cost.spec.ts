import { expect, test } from '@playwright/test';
import { differentPhotos, logOf } from '../../in-page-answers.ts';
import { followPhotos, playBackground, type PhotosPage } from '../../in-page.ts';
import { startSession } from '../../../support/session.ts';

/** 300 rows: a scroll of some seconds. */
const TILES = 2_100;
/** Tiles in a row of the page below. */
const TILES_IN_ROW = 7;
const ROW_PX = 156;
/** One turn of the wheel. */
const TURN_PX = 600;

/** Ours in the page: a trace holds the whole browser, our other contexts too. */
const SCRIPT = '/content-scripts/icloud.js';

interface TraceEvent {
  name: string;
  ts: number;
  dur?: number;
  /** Of that, time in which the thread ran: what other programs took of it does not count. */
  tdur?: number;
  args: { data?: { url?: string } };
}

/** Time of the main thread in calls of our script, layout that they force included, ms. What follows an answer of the background (some marks painted) is not seen. */
async function ownTimeMs({ cdp }: PhotosPage, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  await work();
  const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  const own = events
    .filter(({ name, args }) => name === 'FunctionCall' && args.data?.url?.endsWith(SCRIPT))
    .toSorted((a, b) => a.ts - b.ts);
  let [microseconds, end] = [0, 0];
  for (const { ts, dur = 0, tdur = dur } of own) {
    if (ts < end) continue; // a call within a call
    microseconds += tdur;
    end = ts + dur;
  }
  return microseconds / 1_000;
}

/** Turns the wheel to the end of the grid, with a pause every `turnsBetweenChecks` turns. @returns the number of tiles seen */
async function scrollThrough({ page, grid }: PhotosPage, turnsBetweenChecks: number): Promise<number> {
  const scrollBox = grid.locator('.grid-scroll');
  await scrollBox.evaluate((box) => box.scrollTo(0, 0));
  await page.mouse.move(300, 400);
  const rows = Math.floor(TILES / TILES_IN_ROW) - 6;
  const turns = Math.floor((rows * ROW_PX) / TURN_PX);
  for (let turn = 1; turn <= turns; turn += 1) {
    await page.mouse.wheel(0, TURN_PX);
    await page.waitForTimeout(turn % turnsBetweenChecks === 0 ? 1_200 : 40); // the pace of a person, not a wait for a state
  }
  await page.waitForTimeout(1_200);
  return ((await scrollBox.evaluate((box) => box.scrollTop)) / ROW_PX) * TILES_IN_ROW;
}

for (const tilePictures of ['address', 'blob'] as const)
  test(`the cost of the content script is measured while tiles with pictures by ${tilePictures} are scrolled`, async () => {
    test.setTimeout(180_000);
    const library = differentPhotos(TILES);
    await using session = await startSession(library);
    session.icloud.switches.tilePictures = tilePictures;
    await playBackground(session.browser, { isSetUp: true, marks: true, ...logOf(library) });
    const photosPage = await followPhotos(session.browser, await session.browser.signInToIcloud());
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
        `${Math.round(tiles)} tiles by ${tilePictures} ${way}: ${ms.toFixed(1)} ms, ${((ms / tiles) * 1_000).toFixed(1)} ms per 1,000 tiles`,
      );
      expect(tiles).toBeGreaterThan(1_000);
      expect(ms, 'the trace has seen our script').toBeGreaterThan(0);
    }
  });
