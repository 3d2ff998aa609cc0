import { expect, test } from '@playwright/test';
import { plainLibrary } from '../../../fakes/icloud/library/plain-library.ts';
import type { Library } from '../../../fakes/icloud/library/library.ts';
import { type FirefoxSession, startFirefoxSession } from '../../../firefox/firefox-session.ts';
import { expectEverythingCopied, sentTwice } from '../../far-end.ts';

test.skip(!process.env['FIREFOX_PATH'], 'no Firefox: npm test looks for one, or FIREFOX_PATH names it');

const MB = 1_000_000;

/** Connects, signs in, counts and presses "Start", as a person does. */
async function startCopy(library: Library): Promise<FirefoxSession> {
  const session = await startFirefoxSession(library);
  const { pages, jottacloud } = session;
  await pages.show('options.html');
  await pages.type('Personal login token', jottacloud.createLoginToken());
  await pages.press('Connect');
  await pages.find('[aria-labelledby=jottacloud-heading] button');
  await pages.leaveOpen('https://www.icloud.com/practice/sign-in');
  await pages.show('popup.html');
  await pages.press('Copy to Jottacloud');
  await pages.find('main[data-state=plan]');
  await pages.press('Start');
  return session;
}

test('Firefox: the unmodified build copies small files, Live Photos and a large video, each proved', async () => {
  const library = plainLibrary({ items: 60, seed: 7 });
  library.addVideo({ bytes: 70 * MB });
  await using session = await startCopy(library);

  expect(await session.pages.find('main[data-state=done]', 90_000)).toContain('61 of 61');
  expectEverythingCopied(session);
  expect(sentTwice(session.jottacloud)).toEqual([]);
  const fromExtension = session.jottacloud.requests.entries.filter(({ headers }) => headers['origin']);
  expect(fromExtension.map(({ host, path }) => host + path)).toEqual([]);

  await session.pages.show('report.html');
  expect(await session.pages.find('.verdict')).toContain('Complete and verified: all 61 items');
});

test('Firefox: content scripts find neither the sign-in nor what is being done, and what they plant begins nothing', async () => {
  await using session = await startCopy(plainLibrary({ items: 6, seed: 9 }));
  const { jottacloud, pages } = session;
  await pages.find('main[data-state=done]', 90_000);
  const files = jottacloud.tree.files().length;
  // pages of ours and content scripts share this area in Firefox
  expect(await pages.evaluate('return browser.storage.local.get().then((all) => Object.keys(all))')).toEqual(
    expect.not.arrayContaining(['jottacloudSignIn', 'runUnderWay', 'pendingSends']),
  );
  const planted = {
    jottacloudSignIn: { sealed: 'AAAA', isOver: true },
    runUnderWay: { destinationFolder: '../Other', isConfirmed: true },
    pendingSends: [{ id: 'x', wanted: { everything: true }, pressedAt: 0 }],
  };
  await pages.evaluate(`return browser.storage.local.set(${JSON.stringify(planted)})`);
  await pages.show('popup.html');
  await pages.press('Check again');
  await pages.find('main[data-state=done]', 90_000);
  expect(jottacloud.tree.files()).toHaveLength(files);
});

test('Firefox: killed half-way, it goes on by itself and sends no finished file twice', async () => {
  const library = plainLibrary({ items: 120, seed: 8 });
  await using session = await startCopy(library);
  const { jottacloud, pages } = session;
  session.link.set({ latencyMs: 30 });
  await expect.poll(() => jottacloud.tree.files().length, { timeout: 60_000 }).toBeGreaterThan(40);
  await session.killAndOpen();
  await pages.leaveOpen('https://www.icloud.com/practice/sign-in');
  await pages.show('popup.html');

  await pages.find('main[data-state=done]', 90_000);
  expectEverythingCopied(session);
  expect(sentTwice(jottacloud)).toEqual([]);
});
