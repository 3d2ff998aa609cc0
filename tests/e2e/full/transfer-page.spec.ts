import { expect, test } from '@playwright/test';
import { sampleLibrary } from '../../fakes/sample-library/sample-library.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectState, press, startCopy } from '../popup.ts';
import { startReadySession } from '../../support/session.ts';
import { openDetails } from '../transfer-page.ts';

const COUNT = 20;

test('a problem is named with its reason, “Try these again” copies the file, and both runs are among the finished tasks', async () => {
  test.slow();
  const library = photos(COUNT, 2_000);
  await using session = await startReadySession(library);
  const [damaged] = library.expectedOriginals();
  const checksum = damaged?.checksum.replaceAll('+', '-').replaceAll('/', '_') ?? '^$';
  session.icloud.faults.add({
    path: new RegExp(checksum),
    times: Infinity,
    action: { kind: 'flipByte', at: 5 },
  });
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done-with-problems');
  const page = await openDetails(popup);

  await test.step('the problems are in front, and the arrow keys move to them too', async () => {
    await page.getByRole('tab', { name: 'Problems 1', selected: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('tab', { name: 'Now' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Problems 1' })).toBeFocused();
    await expect(page.getByText('1 file was not copied')).toBeVisible();
    await expect(page.getByRole('tabpanel').getByRole('link')).toHaveAttribute(
      'href',
      `https://www.icloud.com/photos/#/i,pz,${damaged?.assetRecordName},0/`,
    );
  });

  await test.step('the retried file is copied without a second question', async () => {
    session.icloud.faults.clear();
    await press(page, 'Try these again');
    await expectState(page, 'done');
    await expect(page.getByText(/^No problems/)).toBeVisible();
    expectEverythingCopied(session);
  });

  await test.step('the finished tasks are both runs, the latest first', async () => {
    await page.getByRole('tab', { name: 'Tasks' }).click();
    const rows = page.getByRole('tabpanel').getByRole('listitem');
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText('Complete');
    await expect(rows.nth(0)).toContainText('20 of 20 photos and videos');
    await expect(rows.nth(0).getByRole('link', { name: 'Show report' })).toBeVisible();
    await expect(rows.nth(1)).toContainText('Not complete');
    await expect(rows.nth(1)).toContainText('19 of 20 photos and videos · 1 file was not copied');
  });

  await test.step('each run has its own report, and the earlier one links to the latest', async () => {
    const rows = page.getByRole('tabpanel').getByRole('listitem');
    await rows.nth(1).getByRole('link', { name: 'Show report' }).click();
    await expect(page.getByText('Not complete: 1 item is missing.')).toBeVisible();
    await page.getByText('Everything in detail').click();
    await expect(page.getByRole('region', { name: 'About this report' })).toContainText('K•• N••');
    await page.getByRole('link', { name: 'latest report' }).click();
    await expect(page.getByText('Complete and verified: all 20 items')).toBeVisible();
  });
});

test('photos and videos in transfer have Apple’s small pictures, and no original is read for them', async () => {
  const library = sampleLibrary({ withUnfinished: false });
  await using session = await startReadySession(library);
  session.link.set({ upBytesPerSecond: 1_000_000 });
  const popup = await startCopy(session.browser);
  const page = await openDetails(popup);
  const now = page.getByRole('tabpanel', { name: 'Now' });
  const picture = now.getByRole('region', { name: 'In progress' }).locator('img');
  await expect(picture.first()).toBeVisible({ timeout: 20_000 });
  expect(await picture.first().evaluate((img: HTMLImageElement) => img.src)).toMatch(/^blob:/);
  const finished = now.getByRole('region', { name: 'Just finished' });
  await expect(finished.locator('img').first()).toBeVisible({ timeout: 20_000 });
  session.link.set({ upBytesPerSecond: Infinity });
  await expectState(page, 'done');
  const asked = session.icloud.requests.entries
    .filter(({ host, method }) => host.includes('icloud-content') && method === 'GET')
    .map(({ path }) => path.split('?', 1)[0] ?? '');
  const originals = asked.filter((path) => !path.endsWith('/preview.jpg'));
  expect(asked.length).toBeGreaterThan(originals.length);
  expect(new Set(originals).size).toBe(originals.length);
  expect([...session.icloud.violations, ...session.jottacloud.violations]).toEqual([]);
  session.icloud.assertNeverWritten();
});
