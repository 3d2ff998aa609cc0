import { expect, type Page, test } from '@playwright/test';
import { createLibrary } from '../../../fakes/icloud/library/library.ts';
import { readDownload } from '../../download.ts';
import { expectState, startCopy } from '../../popup.ts';
import { readCsv } from '../../read-csv.ts';
import { type ExtensionBrowser } from '../../../support/launch-browser.ts';
import { startReadySession } from '../../../support/session.ts';
import { copiedFiles } from '../../../support/copied-files.ts';

/** A file of the JSON report, with the fields that the test checks. */
interface JsonReport {
  format: string;
  run: { status: string };
  files: { path: string; md5: string | null; state: string; proof: string | null; albums: string[] }[];
}

const FILE_NAME = /^fotoflytt-report-\d{4}-\d\d-\d\d\.(csv|json)$/;

/** Two albums, one in a folder; a Live Photo, an edited photo, a video, a damaged one and odd names. */
function libraryOfAllKinds() {
  const library = createLibrary(5);
  const { albums } = library;
  const summer = library.addPhoto({ name: 'IMG_0001.JPG' });
  const edited = library.addEditedPhoto({ name: 'IMG_0002.JPG' });
  const damaged = library.addPhoto({ name: 'IMG_0003.JPG' });
  library.addLivePhoto({ name: 'IMG_0004.HEIC' });
  library.addVideo({ name: 'IMG_0005.MOV', bytes: 200_000 });
  library.addPhoto({ name: '=SUM(A1;2).JPG' });
  library.addPhoto({ name: 'AC/DC, "live".JPG' });
  library.addPhoto({ name: 'IMG_0001.JPG' });
  library.addPhoto({ name: 'IMG_0001.JPG' });
  const travel = albums.addFolder('Travel');
  albums.addTo(albums.addAlbum('Norway', { parent: travel }), summer, edited);
  albums.addTo(albums.addAlbum('Best of'), edited, damaged);
  return { library, damaged };
}

const section = (report: Page, name: string) => report.getByRole('region', { name });
/** Texts of a table's rows below its head, cells joined by a bar. */
async function rows(report: Page, name: string): Promise<string[]> {
  const all = await section(report, name).locator('tbody tr').all();
  return Promise.all(
    all.map(async (row) => {
      const cells = await row.locator('> *').all();
      return (await Promise.all(cells.map((cell) => cell.textContent()))).join(' | ');
    }),
  );
}

const download = (browser: ExtensionBrowser, report: Page, name: string): Promise<string> =>
  readDownload(browser, report.getByRole('link', { name }), FILE_NAME);

test('the report and its files show verified and missing photos', { tag: '@firefox' }, async () => {
  test.slow();
  const { library, damaged } = libraryOfAllKinds();
  await using session = await startReadySession(library);
  const { icloud, jottacloud, browser } = session;
  const checksum = library
    .expectedOriginals()
    .find(({ assetRecordName }) => assetRecordName === damaged.recordName)
    ?.checksum.replaceAll('+', '-')
    .replaceAll('/', '_');
  icloud.faults.add({
    path: new RegExp(checksum ?? '^$'),
    times: Infinity,
    action: { kind: 'flipByte', at: 5 },
  });
  const popup = await startCopy(browser);
  await expectState(popup, 'done-with-problems');
  const opened = browser.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Show report' }).click();
  const report = await opened;

  await test.step('the page names the shortfall and never says “complete”', async () => {
    await expect(report.getByText('Not complete: 1 item is missing.')).toBeVisible();
    await expect(report.getByText('Don’t cancel yet: this copy is not complete.')).toBeVisible();
    await expect(report.getByText(/^Complete/)).toHaveCount(0);
    const problem = section(report, 'Needs your attention').getByRole('link', { name: 'IMG_0003.JPG' });
    await expect(problem).toHaveAttribute(
      'href',
      `https://www.icloud.com/photos/#/i,pz,${damaged.recordName},0/`,
    );
  });

  await report.getByText('Everything in detail').click();

  await test.step('the three counts are side by side for the library and for each album', async () => {
    await expect(section(report, 'What is in Jottacloud').getByRole('table')).toBeVisible();
    expect(await rows(report, 'Libraries')).toEqual(['Personal library | 9 | 9 | 8']);
    expect(await rows(report, 'Albums')).toEqual([
      'Best of 1 photo is missing in Jottacloud | 2 | 2 | 1',
      'Best of 1 photo is missing in Jottacloud | 2 | 2 | 1',
      'Travel › Norway | 2 | 2 | 2',
    ]);
    await expect(section(report, 'Names we changed')).toContainText(
      'files have a different name than in iCloud',
    );
  });

  const stored = copiedFiles(jottacloud)
    .map(({ path, md5 }) => `${path} ${md5}`)
    .toSorted();

  await test.step('the CSV file holds every file that is in Jottacloud, and the one that is not', async () => {
    const text = await download(browser, report, 'Download the list for a spreadsheet (CSV)');
    expect(text.startsWith('\uFEFFpath,')).toBe(true);
    const files = readCsv(text.slice(1));
    const done = files.filter(({ state }) => state === 'done');
    expect(done.map(({ path, md5 }) => `${path?.replace(/\/'(?==)/, '/')} ${md5}`).toSorted()).toEqual(
      stored,
    );
    expect(files.filter(({ state }) => state !== 'done')).toMatchObject([
      { original_name: 'IMG_0003.JPG', state: 'failed', reason: 'Arrived damaged twice', albums: 'Best of' },
    ]);
    expect(files.map(({ original_name: name }) => name)).toContain("'=SUM(A1;2).JPG");
    expect(text).not.toMatch(/cvws|icloud-content|token/i);
  });

  await test.step('the JSON file holds the same, twice in the same words', async () => {
    const text = await download(browser, report, 'Download the list for programs (JSON)');
    const parsed = JSON.parse(text) as JsonReport;
    expect(parsed).toMatchObject({ format: 'fotoflytt-report/1', run: { status: 'finished' } });
    const done = parsed.files.filter(({ state }) => state === 'done');
    expect(done.map(({ path, md5 }) => `${path} ${md5}`).toSorted()).toEqual(stored);
    expect(await download(browser, report, 'Download the list for programs (JSON)')).toBe(text);
  });

  await test.step('the report is readable in light and dark, narrow, and on paper with everything open', async () => {
    const expectSection = async (name: string): Promise<void> => {
      await report.screenshot({ path: `.output/report/${name}.png`, fullPage: true });
      const overflow = await report.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name}: wider than the window`).toBeLessThanOrEqual(0);
    };
    await expectSection('light');
    // Firefox ESR cannot emulate another theme or print
    if (browser.name === 'firefox') return;
    await report.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectSection('dark');
    await report.setViewportSize({ width: 360, height: 800 });
    await expectSection('narrow');
    await report.setViewportSize({ width: 800, height: 1000 });
    await report.emulateMedia({ media: 'print' });
    await report.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect(report.getByRole('row', { name: 'Travel › Norway' })).toBeVisible();
    await expectSection('print');
  });
});
