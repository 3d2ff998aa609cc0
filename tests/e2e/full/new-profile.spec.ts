import { expect, test } from '@playwright/test';
import { startReadySession } from '../../support/session.ts';
import { setUp } from '../../support/set-up.ts';
import { storedFiles } from '../../integration/support/read-manifest.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { expectEverythingCopied } from '../far-end.ts';
import { expectState, openPlan, press, startCopy } from '../popup.ts';

const PHOTOS = 12;

test(
  'a new profile knows the copy of the deleted one, and moves no byte of a photo',
  { tag: '@chromium-alone' },
  async () => {
    const library = createLibrary(8);
    const album = library.albums.addAlbum('Bergen');
    for (let photo = 0; photo < PHOTOS; photo += 1)
      library.albums.addTo(album, library.addPhoto({ name: 'IMG_0001.HEIC', bytes: 5_000 + photo }));
    await using session = await startReadySession(library);
    const { icloud, jottacloud } = session;
    const first = await startCopy(session.browser);
    await expectState(first, 'done');
    const stored = storedFiles(jottacloud);
    const moved = () => [
      icloud.requests.to(/icloud-content/).filter(({ path }) => !path.includes('/preview.jpg')).length,
      jottacloud.uploads.filter(({ path }) => !path.includes('/Fotoflytt/')).length,
    ];
    const copied = jottacloud.uploads.filter(({ path }) => !path.includes('/Fotoflytt/')).length;
    expect(copied).toBe(PHOTOS);
    await session.quit();

    await session.openNewProfile();
    await setUp(session.browser, session);
    const popup = await openPlan(session.browser);
    await expect(popup.getByText(`${PHOTOS} of ${PHOTOS} files are there`)).toBeVisible();
    const before = moved();
    await press(popup, 'Start');
    await expectState(popup, 'done');

    expect(moved()).toEqual(before);
    expect(jottacloud.uploads.filter(({ path }) => !path.includes('/Fotoflytt/'))).toHaveLength(copied);
    expect(storedFiles(jottacloud)).toEqual(stored);
    expectEverythingCopied(session);
  },
);
