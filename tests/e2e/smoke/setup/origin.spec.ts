import { expect, test } from '@playwright/test';
import { photos } from '../../libraries.ts';
import { startReadySession } from '../../../support/session.ts';

test('the origin appears only in the request of the check, and only on request', async () => {
  await using session = await startReadySession(photos(1, 20_000));
  const options = await session.browser.openOptions();
  const statusOf = (path: string): Promise<number> =>
    options.evaluate(
      async (url) => (await fetch(url, { method: 'POST', credentials: 'omit' })).status,
      `https://jfs.jottacloud.com/jfs/x/Jotta/Archive/${path}`,
    );
  const show = (isShown: boolean): Promise<unknown> =>
    options.evaluate(
      `chrome.runtime.sendMessage({ to: 'background', name: 'showOrigin', request: { isShown: ${isShown} } })`,
    );
  const CHECK = 'Fotoflytt%20check?mkDir=true';

  // without an access token Jottacloud answers 401, but to the origin of an extension 403
  expect(await statusOf(CHECK)).toBe(401);
  await show(true);
  expect(await statusOf(CHECK)).toBe(403);
  expect(await statusOf('iCloud%20Photos?mkDir=true')).toBe(401);
  expect(await statusOf('iCloud%20Photos/IMG_1.JPG')).toBe(401);
  await show(false);
  expect(await statusOf(CHECK)).toBe(401);
});
