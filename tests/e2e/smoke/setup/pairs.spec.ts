import { expect, type Locator, type Page, test } from '@playwright/test';
import { createLibrary, type Library } from '../../../fakes/icloud/library/library.ts';
import { expectState, press, startCopy } from '../../popup.ts';
import { openDetails } from '../../transfer-page.ts';
import { type Session, startReadySession } from '../../../support/session.ts';

/** Longest time that any step takes. */
const STEP_MS = 30_000;

/** A camera's library: HEIC and MOV, and nothing that a browser can draw. */
function cameraLibrary(count: number, bytes: number): Library {
  const library = createLibrary(51);
  for (let photo = 0; photo < count; photo += 1)
    if (photo % 3 === 2) library.addPhoto({ bytes, type: 'com.apple.quicktime-movie', durationMs: 12_400 });
    else library.addPhoto({ bytes, type: 'public.heic' });
  return library;
}

/** Opens a page of the extension. */
async function openPage({ browser: { context, origin } }: Session, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`);
  return page;
}

/** Waits until each of the pictures is drawn. */
async function expectDrawn(pictures: Locator, count: number): Promise<void> {
  await expect(pictures).toHaveCount(count, { timeout: STEP_MS });
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        picture.evaluate((img: HTMLImageElement) => img.src.startsWith('blob:') && img.naturalWidth),
      )
      .toBeGreaterThan(0);
  }
}

test('the first run shows five pairs of pictures, and names a preview that is missing or empty', async () => {
  test.slow();
  const library = cameraLibrary(9, 3_000);
  await using session = await startReadySession(library);
  const page = await openPage(session, 'options.html#welcome');
  await press(page, 'Get started');
  await expectDrawn(page.locator('.latest-photos img'), 3);
  await press(page, 'Yes, this is me');
  await press(page, 'Copy 5 photos first');
  await expect(page.getByText('Arrived, verified identical')).toHaveCount(5, { timeout: STEP_MS });
  const lines = page.locator('.first-photos > li');
  for (const line of await lines.all()) {
    await line.scrollIntoViewIfNeeded();
    await expectDrawn(line.locator('figure', { hasText: 'iCloud' }).locator('img'), 1);
    await expectDrawn(line.locator('figure', { hasText: 'Jottacloud' }).locator('img'), 1);
  }

  await test.step('after a reload Jottacloud has none, an empty one and a damaged one', async () => {
    const names = await lines.locator('.first-photos__name').allTextContents();
    const kinds = ['none', 'empty', 'broken'] as const;
    session.jottacloud.previewSwitches.kindOf = (name) =>
      kinds[names.findIndex((shown) => shown.includes(name))] ?? 'jpeg';
    await page.reload();
    for (const [at, text] of ['shows no preview', 'is empty', 'is damaged'].entries()) {
      const line = lines.nth(at);
      await line.scrollIntoViewIfNeeded();
      await expect(line.getByText(text)).toBeVisible({ timeout: STEP_MS });
    }
    await lines
      .nth(0)
      .getByRole('button', { name: /^Download it again and compare/ })
      .click();
    await expect(lines.nth(0).getByText('Downloaded again: identical, byte for byte.')).toBeVisible({
      timeout: STEP_MS,
    });
  });
  session.icloud.assertNeverWritten();
  expect([...session.icloud.violations, ...session.jottacloud.violations]).toEqual([]);
});

/** What the page with the details shows at one moment. */
const shownNow = (page: Page) =>
  page.evaluate(() => {
    const count = (selector: string): number => document.querySelectorAll(selector).length;
    return {
      hasRows: count('.file-row') > 2,
      hasTiles: count('.now__finished') > 2,
      hasVideo: count('.photo-picture__video') > 0,
      bare: count(':is(.file-row, .now__finished) .photo-picture:not(:has(img))'),
    };
  });

test('in a library of HEIC and MOV every visible row has a picture', async () => {
  test.slow();
  await using session = await startReadySession(cameraLibrary(40, 200_000));
  session.link.set({ upBytesPerSecond: 100_000 });
  const popup = await startCopy(session.browser);
  await expectState(popup, 'running');
  const page = await openDetails(popup);
  // high enough for all rows, because pictures are read only on the screen
  await page.setViewportSize({ width: 1_280, height: 1_600 });
  await page.getByRole('tab', { name: 'Now', selected: true }).waitFor();
  await expect
    .poll(() => shownNow(page), { timeout: STEP_MS })
    .toEqual({ hasRows: true, hasTiles: true, hasVideo: true, bare: 0 });
  await expectState(page, 'running');
  // a page behind another one asks for no picture
  await popup.bringToFront();
  await expect(popup.locator('.live-figures .photo-picture img')).toBeVisible({ timeout: STEP_MS });
  session.link.set({ upBytesPerSecond: Infinity });
  await expectState(popup, 'done');
});

test('without a page at icloud.com the rows show the kind, and everything is copied', async () => {
  await using session = await startReadySession(cameraLibrary(6, 3_000));
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');
  await session.quit();
  await session.open();
  const report = await openPage(session, 'report.html');
  const pair = report.locator('.sample-photos .photo-pair').first();
  await pair.scrollIntoViewIfNeeded();
  await expect(pair.locator('figure', { hasText: 'Jottacloud' }).locator('img')).toBeVisible({
    timeout: STEP_MS,
  });
  await expect(pair.locator('figure', { hasText: 'iCloud' }).locator('svg')).toBeVisible();
  await expect(pair.locator('figure', { hasText: 'iCloud' }).locator('img')).toHaveCount(0);
});
