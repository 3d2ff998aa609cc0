import { expect, test } from '@playwright/test';
import { connect } from '../../../support/set-up.ts';
import { fillLog } from '../../../support/fill-log.ts';
import { startSession } from '../../../support/session.ts';
import { failEverything, openDetails } from '../../transfer-page.ts';

const MANY = 100_000;
/** Generous: for a computer that has much else to do. The measured times are printed. */
const MAX_MS = 10_000;

test('100,000 problems and 100,000 runs scroll to their ends with few rows drawn', async () => {
  test.setTimeout(600_000);
  await using session = await startSession();
  const { browser } = session;
  await connect(browser, session.jottacloud.createLoginToken());
  const popup = await browser.openPopup();
  await fillLog(popup, MANY);
  await failEverything(popup, MANY);
  await popup.reload();
  const began = Date.now();
  const page = await openDetails(popup);
  const openMs = Date.now() - began;

  for (const { tab, last } of [
    { tab: 'Problems', last: `IMG_${MANY}.HEIC` },
    { tab: 'Tasks', last: 'Jan 1, 2026' },
  ]) {
    const from = Date.now();
    await page.getByRole('tab', { name: tab }).click();
    const rows = page.getByRole('tabpanel').getByRole('listitem');
    await expect(rows.first()).toBeVisible({ timeout: 60_000 });
    const readMs = Date.now() - from;
    const longest = await page.locator('.windowed-list').evaluate(async (box) => {
      let [maxMs, before] = [0, performance.now()];
      for (let part = 1; part <= 60; part += 1) {
        box.scrollTop = (box.scrollHeight * part) / 60;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        maxMs = Math.max(maxMs, now - before);
        before = now;
      }
      return maxMs;
    });
    await expect(rows.last()).toContainText(last);
    await expect(rows.last()).toHaveAttribute('aria-posinset', String(MANY));
    expect(await rows.count()).toBeLessThan(60);
    console.log(`${tab} of ${MANY}: read after ${readMs} ms, longest frame ${longest.toFixed(0)} ms`);
    expect(readMs).toBeLessThan(MAX_MS);
  }
  console.log(`transfer page with ${MANY} problems: open after ${openMs} ms`);
});
