import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { plainLibrary } from '../../../fakes/icloud/library/plain-library.ts';
import { createRclone } from '../../../fakes/rclone.ts';
import { badgeText } from '../../badge.ts';
import { expectEverythingCopied, sentTwice } from '../../far-end.ts';
import { expectState, itemsCopied, startCopy } from '../../popup.ts';
import { startReadySession } from '../../../support/session.ts';

const ICLOUD_HOSTS = /^(www|setup|p\d+-ckdatabasews)\.icloud\.com$|^cvws\.icloud-content\.com$/;
const JOTTACLOUD_HOSTS = [
  'api.jottacloud.com',
  'id.jottacloud.com',
  'jfs.jottacloud.com',
  'up-no-001.jottacloud.com',
];

test(
  'one press copies a library of 300 items: every original is in Jottacloud with the right bytes and its date',
  { tag: '@firefox' },
  async () => {
    const library = plainLibrary({ items: 300, seed: 7 });
    await using session = await startReadySession(library);
    const { icloud, jottacloud } = session;
    // A person signed in at Jottacloud's web site has its cookies, which we must not use.
    await session.browser.context.addCookies([
      {
        name: 'session',
        value: 'web',
        domain: '.jottacloud.com',
        path: '/',
        secure: true,
        sameSite: 'Strict',
      },
    ]);

    const popup = await startCopy(session.browser);
    await expectState(popup, 'running');
    await expect.poll(() => badgeText(session.browser), { timeout: 30_000 }).toMatch(/^[1-9]\d?%$/);
    await expectState(popup, 'done');

    await test.step('every original is there once, and nothing was written at Apple', () => {
      expectEverythingCopied(session);
      expect(sentTwice(jottacloud)).toEqual([]);
    });

    await test.step('an independent client reads the same bytes', async () => {
      await using rclone = await createRclone(jottacloud);
      const sums = await rclone.md5sum('iCloud Photos');
      const wanted = library.expectedOriginals().map(({ md5 }) => md5);
      const photos = [...sums].filter(([path]) => !path.includes('Fotoflytt/')).map(([, sum]) => sum);
      expect(photos.toSorted()).toEqual(wanted.toSorted());
    });

    await test.step('created and modified are the time of capture', () => {
      const taken = new Map(library.primary.assets.map(({ recordName, takenMs }) => [recordName, takenMs]));
      const wanted = library.expectedOriginals().map(({ md5, assetRecordName }) => {
        const seconds = Math.floor((taken.get(assetRecordName) ?? 0) / 1_000);
        return `${md5} ${seconds} ${seconds}`;
      });
      const stored = copiedFiles(jottacloud).map(
        ({ md5, createdMs, modifiedMs }) => `${md5} ${createdMs / 1_000} ${modifiedMs / 1_000}`,
      );
      expect(stored.toSorted()).toEqual(wanted.toSorted());
    });

    await test.step('only the hosts of the two services were contacted, and Jottacloud saw no extension', () => {
      expect(icloud.requests.hosts().filter((host) => !ICLOUD_HOSTS.test(host))).toEqual([]);
      expect(jottacloud.requests.hosts()).toEqual(JOTTACLOUD_HOSTS);
      expect(jottacloud.requests.entries.filter(({ headers }) => headers['origin'] !== undefined)).toEqual(
        [],
      );
    });

    await test.step('popup, badge and report say that it is complete', async () => {
      await expect(itemsCopied(popup)).toHaveAttribute('aria-valuenow', '300');
      await expect(itemsCopied(popup)).toHaveAttribute('aria-valuemax', '300');
      await expect.poll(() => badgeText(session.browser)).toBe('✓');
      const opened = session.browser.context.waitForEvent('page');
      await popup.getByRole('button', { name: 'Show report' }).click();
      const report = await opened;
      await expect(
        report.getByText('Complete and verified: all 300 items in your iCloud Photos'),
      ).toBeVisible();
    });
  },
);
