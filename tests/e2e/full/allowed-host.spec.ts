import { expect, test } from '@playwright/test';
import { type Session, startReadySession } from '../../support/session.ts';
import { copyExtension } from '../extension-folder.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { photos } from '../libraries.ts';
import { expectObstacle, STOP } from '../obstacle.ts';
import { expectState, press, startCopy } from '../popup.ts';

const HOST = 'store-013.cdn-apple.com';

/** Requests there, except those of Apple's page for its tiles. */
const ownRequests = ({ icloud }: Session): string[] =>
  icloud.requests
    .to(HOST)
    .filter(({ headers }) => headers['sec-fetch-dest'] !== 'image')
    .map(({ path }) => path);

test(
  'a copy asks for access to cdn-apple.com when Apple names it, and resumes once it is allowed',
  { tag: '@chromium-alone' },
  async () => {
    await using folder = await copyExtension();
    await using session = await startReadySession(photos(4, 20_000), {
      continuesWhereLeftOff: true,
      extension: folder.path,
    });
    session.icloud.switches.byteHost = HOST;
    await expectObstacle(await startCopy(session.browser), {
      title: 'Fotoflytt needs access',
      says: [
        `Apple keeps some of your photos at ${HOST}. Fotoflytt needs your permission to download them from there.`,
      ],
      buttons: ['Allow access', STOP],
    });
    expect(ownRequests(session)).toEqual([]);

    await session.quit();
    await folder.allow('https://*.cdn-apple.com/*');
    await session.open();

    const popup = await session.browser.openPopup();
    // the browser has nothing left to ask
    await press(popup, 'Allow access');
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(ownRequests(session).length).toBeGreaterThan(0);
  },
);
