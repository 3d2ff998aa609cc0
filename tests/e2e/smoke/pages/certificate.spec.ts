import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { createLibrary } from '../../../fakes/icloud/library/library.ts';
import { expectState, press, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';
import { copiedFiles } from '../../../support/copied-files.ts';

const NAME = /^iCloud Photos\/Fotoflytt report \d{4}-\d\d-\d\d( \(2\))?\.html$/;

/** Photos of four years, one without a date. */
function libraryOfYears() {
  const library = createLibrary(5);
  for (const year of [2012, 2019, 2019, 2024])
    library.addPhoto({ takenAt: Date.UTC(year, 5, 15), bytes: 3_000 + year });
  const tour = library.addPhoto({ takenAt: Date.UTC(2024, 7, 1), bytes: 9_000 });
  library.albums.addTo(library.albums.addAlbum('Tour'), tour);
  return library;
}

test('a complete copy has a certificate: one page on paper, and a page of its own in Jottacloud', async () => {
  await using session = await startReadySession(libraryOfYears());
  const { browser, jottacloud } = session;
  const popup = await startCopy(browser);
  await expectState(popup, 'done');
  const opened = browser.context.waitForEvent('page');
  await press(popup, 'Show report');
  const report = await opened;
  const certificate = report.getByRole('article', { name: 'Your photos are in Jottacloud' });

  await test.step('it says whose photos are where, in which years', async () => {
    await expect(certificate.getByText('Complete and verified: all 5 items')).toBeVisible();
    await expect(certificate.getByText(/jane@example\.com/)).toBeVisible();
    await expect(certificate.getByRole('row', { name: /^2019/ })).toContainText('2 of 2');
    await expect(certificate.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  });

  await test.step('the fingerprint is that of the files at Jottacloud', async () => {
    const lines = copiedFiles(jottacloud)
      .map(({ path, md5, sizeBytes }) => `${path}\t${md5}\t${sizeBytes}`)
      .map((line) => createHash('sha256').update(line).digest('hex'))
      .toSorted();
    const wanted = createHash('sha256')
      .update(Buffer.from(lines.join(''), 'hex'))
      .digest('hex');
    await expect(certificate.getByText(wanted)).toBeVisible();
  });

  await test.step('it is saved to Jottacloud twice, under two names, without a script', async () => {
    await press(report, 'Save to Jottacloud');
    await expect(certificate.getByText(/^Saved: .*Fotoflytt report/)).toBeVisible();
    await report.getByRole('button', { name: '2019' }).click();
    await press(report, 'Copy as text');
    await expect(certificate.getByText('Copied.')).toBeVisible();
    const saved = jottacloud.tree.files().filter(({ path }) => NAME.test(path));
    expect(saved).toHaveLength(1);
    const html = new TextDecoder().decode(await saved[0]?.bytes());
    expect(createHash('md5').update(html).digest('hex')).toBe(saved[0]?.md5);
    expect(html).toContain('jane@example.com');
    expect(html).not.toMatch(/<script|src="(?!data:image\/jpeg)/);
    const page = await browser.context.newPage();
    await page.setContent(html);
    await expect(page.getByText('Complete and verified: all 5 items')).toBeVisible();
    await page.screenshot({ path: '.output/report/saved.png', fullPage: true });
    await page.close();
  });

  await test.step('on A4 it has one page', async () => {
    if (browser.name === 'firefox') return;
    const pdf = (await report.pdf({ format: 'A4', path: '.output/report/certificate.pdf' })).toString(
      'latin1',
    );
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });

  await test.step('a tick before cancelling is kept, and the second copy is still to come', async () => {
    await report.getByRole('checkbox', { name: /^Save what else/ }).check();
    await report.reload();
    await expect(report.getByRole('checkbox', { name: /^Save what else/ })).toBeChecked();
    await expect(report.getByRole('checkbox', { name: /^Copy once more/ })).toBeDisabled();
  });

  await test.step('once one of its photos is gone from Jottacloud there is none, until a copy sends it again', async () => {
    jottacloud.tree.trash(copiedFiles(jottacloud)[0]?.path ?? '');
    await report.reload();
    const pairs = report.getByRole('list', { name: 'Ten photos from both ends' });
    await pairs.scrollIntoViewIfNeeded();
    await expect(report.getByText('Not complete: 1 item is missing.')).toBeVisible();
    await expect(pairs.getByText(/^This file is not in Jottacloud/)).toBeVisible();
    await expect(certificate).toHaveCount(0);
    await press(popup, 'Copy to Jottacloud');
    await expect(certificate.getByText('Complete and verified: all 5 items')).toBeVisible();
  });
});

test('a part has no certificate, and no steps before cancelling', async () => {
  await using session = await startReadySession(libraryOfYears());
  const popup = await session.browser.openPopup();
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Choose what to copy…');
  await popup.getByRole('radio', { name: 'Only some albums' }).check();
  await popup.getByRole('checkbox', { name: 'Tour' }).check();
  await press(popup, 'Use this selection');
  await press(popup, 'Start');
  await expectState(popup, 'done');
  const report = await session.browser.context.newPage();
  await report.goto(`${session.browser.origin}/report.html`);
  await expect(report.getByText(/This is not your whole library: 4 photos/)).toBeVisible();
  await expect(report.getByRole('row', { name: /^2024/ })).toContainText('1 of 1 chosen, 2 in all');
  await expect(report.getByRole('article')).toHaveCount(0);
  await expect(report.getByRole('button', { name: 'Save to Jottacloud' })).toHaveCount(0);
  await expect(report.getByText('Before you cancel iCloud+')).toHaveCount(0);
});
