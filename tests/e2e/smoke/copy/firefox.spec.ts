import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../../support/copied-files.ts';
import { plainLibrary } from '../../../fakes/icloud/library/plain-library.ts';
import { startReadySession, startSession } from '../../../support/session.ts';
import type { FirefoxBrowser } from '../../../firefox/launch-firefox.ts';
import { expectEverythingCopied, sentTwice, untilArrived } from '../../far-end.ts';
import { photos } from '../../libraries.ts';
import { expectState, press, startCopy } from '../../popup.ts';

const MB = 1_000_000;
/** Photos that take several seconds over a slow line. */
const PHOTOS = 50;

/** The part of the browser's interface to extensions that is used here. */
interface StorageApi {
  browser: { storage: { local: { get(): Promise<object>; set(values: object): Promise<void> } } };
}

/** The part of the API that reads permissions. */
interface PermissionsApi {
  browser: { permissions: { getAll(): Promise<{ origins: string[] }> } };
}

test(
  'small files, Live Photos and a large video arrive; content scripts find no sign-in and cannot start anything',
  { tag: '@firefox-alone' },
  async () => {
    const library = plainLibrary({ items: 60, seed: 7 });
    library.addVideo({ bytes: 70 * MB });
    await using session = await startReadySession(library);
    const { jottacloud } = session;
    const popup = await startCopy(session.browser);
    await expectState(popup, 'done');
    expectEverythingCopied(session);
    expect(sentTwice(jottacloud)).toEqual([]);
    const fromExtension = jottacloud.requests.entries.filter(({ headers }) => headers['origin']);
    expect(fromExtension.map(({ host, path }) => host + path)).toEqual([]);

    const files = copiedFiles(jottacloud).length;
    // pages of ours and content scripts share this area in Firefox
    const keys = await popup.evaluate(async () =>
      Object.keys(await (globalThis as unknown as StorageApi).browser.storage.local.get()),
    );
    expect(keys).toEqual(expect.not.arrayContaining(['jottacloudSignIn', 'runUnderWay', 'pendingSends']));
    await popup.evaluate(
      (planted) => (globalThis as unknown as StorageApi).browser.storage.local.set(planted),
      {
        jottacloudSignIn: { sealed: 'AAAA', isOver: true },
        runUnderWay: { destinationFolder: '../Other', isConfirmed: true },
        pendingSends: [{ id: 'x', wanted: { everything: true }, pressedAt: 0 }],
      },
    );
    await popup.reload();
    await press(popup, 'Check everything again');
    await expectState(popup, 'done');
    expect(copiedFiles(jottacloud)).toHaveLength(files);
  },
);

test(
  'a copy resumes after the extension was switched off and on, with no page of ours open',
  { tag: '@firefox-alone' },
  async () => {
    await using session = await startReadySession(photos(PHOTOS, 350_000));
    const { browser, jottacloud, link } = session;
    link.set({ latencyMs: 10, upBytesPerSecond: 2 * MB });
    await startCopy(browser);
    await untilArrived(session, 0.2);
    await (browser as FirefoxBrowser).switchOffAndOn();
    expect(copiedFiles(jottacloud).length, 'there is something left to do').toBeLessThan(PHOTOS);
    link.set({ latencyMs: 0, upBytesPerSecond: Infinity });
    await expect.poll(() => copiedFiles(jottacloud).length, { timeout: 60_000 }).toBe(PHOTOS);
    expect(sentTwice(jottacloud)).toEqual([]);
  },
);

test('Disconnect removes the permission for a partner’s service', { tag: '@firefox-alone' }, async () => {
  await using session = await startSession();
  const { browser, jottacloud } = session;
  const options = await browser.openOptions();
  const origins = (): Promise<string[]> =>
    options.evaluate(
      async () => (await (globalThis as unknown as PermissionsApi).browser.permissions.getAll()).origins,
    );
  const before = await origins();
  const partner = 'https://cloud.elkjop.no/*';
  expect(before).not.toContain(partner);
  const token = jottacloud.createLoginToken({
    realm: 'elkjop',
    well_known_link: 'https://cloud.elkjop.no/auth/realms/elkjop/.well-known/openid-configuration',
  });
  await options.getByRole('textbox', { name: 'Personal login token' }).fill(token);
  await press(options, 'Connect');
  await expect(options.getByText('Connected as Kari Nordmann')).toBeVisible();
  expect(await origins()).toContain(partner);

  await press(options, 'Disconnect');
  await expect(options.getByRole('textbox', { name: 'Personal login token' })).toBeVisible();
  await expect.poll(origins).toEqual(before);
  await expect.poll(() => jottacloud.tokens.families.at(-1)?.isAlive).toBe(false);
});
