import { expect, test } from '@playwright/test';
import { expectEverythingCopied, untilArrived } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, itemsCopied, press, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';
import { openDetails } from '../../transfer-page.ts';

/** At the speed below they take some twenty seconds: there is a middle, and a point for the chart. */
const MANY_STEPS = 40;
const SLOW = { upBytesPerSecond: 400_000 };
const FAST = { upBytesPerSecond: Infinity };

test('Details shows each file in transfer step by step, and the speed', async () => {
  await using session = await startReadySession(photos(MANY_STEPS, 200_000));
  session.link.set(SLOW);
  const popup = await startCopy(session.browser);
  await expectState(popup, 'running');
  const page = await openDetails(popup);
  await expect(page).toHaveTitle(/^\d+% – Copying photos/);
  await expect(itemsCopied(page)).toHaveAttribute('aria-valuemax', String(MANY_STEPS));
  await page.getByRole('tab', { name: 'Now' }).click();
  const now = page.getByRole('tabpanel', { name: 'Now' });
  const underWay = now.getByRole('region', { name: 'In progress' });
  await expect(underWay.getByText('Upload').first()).toBeVisible();
  expect(await underWay.getByRole('listitem').filter({ hasText: 'IMG_' }).count()).toBeLessThanOrEqual(6);
  await expect(
    now.getByRole('region', { name: 'Just finished' }).getByText('Verified').first(),
  ).toBeVisible();
  await expect(now.getByText(/^Last .*to Jottacloud .* on average/)).toBeVisible({ timeout: 20_000 });

  await untilArrived(session, 0.1);
  await press(page, 'Pause');
  await expectState(page, 'paused');
  await expectState(popup, 'paused');
  session.link.set(FAST);
  await press(page, 'Continue');
  await expectState(page, 'done');
  await expect(underWay.getByText('Nothing is being copied right now.')).toBeVisible();
  expectEverythingCopied(session);
});
