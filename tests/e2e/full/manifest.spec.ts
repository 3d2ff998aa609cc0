import { expect, test } from '@playwright/test';
import { copiedFiles } from '../../support/copied-files.ts';
import { startReadySession } from '../../support/session.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { listedFiles, ownNames, readParts, storedFiles } from '../../integration/support/read-manifest.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { chooseList } from '../list-setting.ts';
import { expectState, press, startCopy } from '../popup.ts';

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

test('the settings switch the list off, and leave names out of it', async () => {
  const library = createLibrary(5);
  library.addPhoto({ name: 'IMG_SECRET.HEIC', bytes: 5_000 });
  await using session = await startReadySession(library);
  const { browser, jottacloud } = session;
  await chooseList(browser, 'Off');
  const popup = await startCopy(browser);
  await expectState(popup, 'done');
  expect(ownNames(jottacloud)).toEqual([]);
  await chooseList(browser, 'Without names');
  library.addPhoto({ name: 'IMG_OTHER.HEIC', bytes: 6_000 });
  await press(popup, 'Copy to Jottacloud');
  await expectState(popup, 'plan');
  await press(popup, 'Start');
  await expect.poll(() => copiedFiles(jottacloud).length, { timeout: 60_000 }).toBe(2);
  await expectState(popup, 'done');
  await expect.poll(async () => (await readParts(jottacloud)).length).toBe(1);
  const [base] = await readParts(jottacloud);
  expect(base?.entries).toHaveLength(2);
  expect(base?.text).not.toMatch(/IMG_|HEIC/);
});
