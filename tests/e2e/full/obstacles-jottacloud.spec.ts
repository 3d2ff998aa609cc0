import { expect, test } from '@playwright/test';
import { expectEverythingCopied, sentTwice, untilArrived } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectObstacle, STOP } from '../obstacle.ts';
import { expectState, openPlan, press } from '../popup.ts';
import { startReadySession } from '../../support/session.ts';

test('12, 13, 14: too little space before or during a copy, and slow uploads above 5 TB, are shown with a remedy', async () => {
  await using session = await startReadySession(photos(40, 100_000));
  const { user } = session.jottacloud;
  user.capacityBytes = 500_000;
  const popup = await openPlan(session.browser);

  await test.step('12: not enough space', async () => {
    await expect(popup.getByText('You need 4 MB; 500 kB is free.')).toBeVisible();
    await expect(popup.getByRole('button', { name: 'Start' })).toBeDisabled();
    await expect(popup.getByRole('button', { name: 'Choose what to copy…' })).toBeVisible();
    await expect(popup.getByRole('link', { name: 'See Jottacloud plans' })).toHaveAttribute(
      'href',
      'https://www.jottacloud.com/en/pricing.html',
    );
  });

  await test.step('13: full in the middle', async () => {
    user.capacityBytes = -1;
    await popup.reload();
    await expect(popup.getByText('Space in Jottacloud: unlimited.')).toBeVisible();
    user.capacityBytes = 1_050_000;
    await press(popup, 'Start');
    await expectObstacle(popup, {
      title: 'Jottacloud is full',
      says: [/^\d+ photos and videos are already safe in Jottacloud\.$/, /^\d+ still to copy\.$/],
      buttons: ['Continue', STOP],
    });
    await expect(popup.getByRole('link', { name: 'See Jottacloud plans' })).toBeVisible();
  });

  await test.step('14: above 5 TB', async () => {
    user.capacityBytes = -1;
    user.otherBytes = 5.1e12;
    session.link.set({ upBytesPerSecond: 2e5 });
    await press(popup, 'Continue');
    await popup.reload();
    await expectState(popup, 'running');
    await expect(popup.getByText('Jottacloud slows down uploads for accounts over 5 TB.')).toBeVisible();
    session.link.set({ upBytesPerSecond: Infinity });
    await expectState(popup, 'done');
  });
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
});

test('35: a clock that is a day off is reported during the copy', async () => {
  await using session = await startReadySession(photos(40, 100_000));
  session.link.set({ upBytesPerSecond: 5e5 });
  session.jottacloud.dates.aheadMs = 86_400_000;
  const popup = await openPlan(session.browser);
  await press(popup, 'Start');
  await untilArrived(session, 0.1);
  await expect(popup.getByText('This computer’s clock is wrong')).toBeVisible();
  session.jottacloud.dates.aheadMs = 0;
  await expect(popup.getByText('This computer’s clock is wrong')).toBeHidden();
  session.link.set({ upBytesPerSecond: Infinity });
  await expectState(popup, 'done');
  expectEverythingCopied(session);
});
