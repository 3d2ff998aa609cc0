import { expect, test } from '@playwright/test';
import { stat } from 'node:fs/promises';
import { fillLog } from '../../../support/fill-log.ts';
import { fillReportLog } from '../../../support/fill-report-log.ts';
import { startSession } from '../../../support/session.ts';
import { closePages, openTimed } from '../../time-to-text.ts';

const ITEMS = 100_000;
const ALBUMS = 500;
/** Generous: for a computer that has much else to do; reading all files takes longer. The measured times are printed. */
const MAX_MS = 5_000;

test('the report of 100,000 photos in 500 albums appears at once, and its sums and files follow', async () => {
  test.setTimeout(300_000);
  await using session = await startSession();
  const { browser } = session;
  const popup = await browser.openPopup();
  await fillLog(popup, ITEMS);
  await fillReportLog(popup, ITEMS, ALBUMS);

  await closePages(browser);
  const opened = Date.now();
  const { page: report, shownAfterMs } = await openTimed(
    browser,
    'report.html',
    'All 100,000 items you chose',
  );
  await report.getByText('Everything in detail').click();
  const albums = report.getByRole('region', { name: 'Albums' });
  await expect(albums.getByText('500 albums')).toBeVisible();
  await expect(report.getByRole('row', { name: 'Photos 100,000 100,000 300 GB' })).toBeVisible({
    timeout: 120_000,
  });
  const countedMs = Date.now() - opened;
  await albums.getByText('500 albums').click();
  await expect(albums.getByRole('row', { name: 'Album 0499 200 200 200' })).toBeVisible();

  const began = Date.now();
  const started = report.waitForEvent('download', { timeout: 120_000 });
  await report.getByRole('link', { name: 'Download the list for a spreadsheet (CSV)' }).click();
  const { size } = await stat(await (await started).path());
  const madeMs = Date.now() - began;
  console.log(
    `report with ${ITEMS} photos: shown after ${shownAfterMs.toFixed(0)} ms, counted after ${countedMs} ms; CSV of ${(size / 1e6).toFixed(1)} MB after ${madeMs} ms`,
  );
  expect(size).toBeGreaterThan(ITEMS * 200);
  expect(shownAfterMs).toBeLessThan(MAX_MS);
});
