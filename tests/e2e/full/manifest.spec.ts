import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { startReadySession } from '../../support/session.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { listedFiles, ownNames, readParts, storedFiles } from '../../integration/support/read-manifest.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { chooseList } from '../list-setting.ts';
import { expectState, startCopy } from '../popup.ts';

test('a copy leaves a list of its files at the destination, which other programs can read', async () => {
  const library = createLibrary(5);
  const album = library.albums.addAlbum('Bergen');
  for (let photo = 0; photo < 12; photo += 1)
    library.albums.addTo(album, library.addPhoto({ name: `IMG_${photo}.HEIC`, bytes: 5_000 + photo }));
  await using session = await startReadySession(library);
  const { jottacloud } = session;
  const popup = await startCopy(session.browser);
  await expectState(popup, 'done');
  expectEverythingCopied(session);
  expect(copiedFiles(jottacloud)).toHaveLength(12);
  expect(await listedFiles(jottacloud)).toEqual(storedFiles(jottacloud));
  const [base] = await readParts(jottacloud);
  expect(base?.entries).toContainEqual(expect.objectContaining({ t: ['Bergen'] }));
  expect(ownNames(jottacloud)).toEqual([
    expect.stringMatching(/^lease-[0-9a-f]{8}\.json$/),
    expect.stringMatching(/^manifest-[0-9a-f]{8}-a\.jsonl\.gz$/),
  ]);
});

async function copyOnePhoto(list: 'Off' | 'Without names') {
  const library = createLibrary(5);
  library.addPhoto({ name: 'IMG_SECRET.HEIC', bytes: 5_000 });
  const session = await startReadySession(library);
  await chooseList(session.browser, list);
  await expectState(await startCopy(session.browser), 'done');
  return session;
}

test('the settings switch the list off', async () => {
  await using session = await copyOnePhoto('Off');
  expect(copiedFiles(session.jottacloud)).toHaveLength(1);
  expect(ownNames(session.jottacloud)).toEqual([]);
});

test('the settings leave names out of the list', async () => {
  await using session = await copyOnePhoto('Without names');
  const [base] = await readParts(session.jottacloud);
  expect(base?.entries).toHaveLength(1);
  expect(base?.text).not.toMatch(/IMG_|HEIC/);
});

test('the settings keep a progress file, which says at the end that the copy has finished', async () => {
  const library = createLibrary(6);
  for (let photo = 0; photo < 3; photo += 1) library.addPhoto({ bytes: 5_000 + photo });
  await using session = await startReadySession(library);
  const options = await session.browser.openOptions();
  await options.getByRole('checkbox', { name: 'Keep a progress file in Jottacloud' }).check();
  await options.close();
  await expectState(await startCopy(session.browser), 'done');
  expectEverythingCopied(session);
  const bytes = await session.jottacloud.tree.file('iCloud Photos/Fotoflytt/Progress.txt')?.bytes();
  expect(new TextDecoder().decode(bytes)).toContain('Finished: 3 of 3 photos and videos (100%)');
});
