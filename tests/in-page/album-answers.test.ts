import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createAlbumAnswers } from '../../entrypoints/background/in-page/album-answers.ts';
import { samplePlan } from '../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../utils/domain/testing/sample-run.ts';
import type { ApplePictures } from '../../utils/pictures/apple-pictures.ts';
import { logs } from '../../utils/settings/logs.ts';
import { openLog, saveRun } from '../../utils/store/database.ts';
import { saveAlbums, saveMembers } from '../../utils/store/listing/album-entry.ts';
import { createLogStore } from '../../utils/store/log-store.ts';
import {
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../../utils/store/testing/sample-log.ts';
import { epochMs, recordName } from '../../utils/units.ts';

const anna = { accountNumber: '1', account: 'anna@example.no', name: 'Anna' };
const bo = { accountNumber: '2', account: 'bo@example.no', name: 'Bo' };
const known = [
  { log: 'fotoflytt', owner: anna },
  { log: 'fotoflytt-2', owner: bo },
];
/** Anna's is the current log. */
const signedIn = (owner: typeof anna | null) =>
  logs.setValue({ current: 'fotoflytt', known, signedIn: owner });

/** Fills a log with one album, which is named alike in both. */
async function fill(name: string, photos: readonly string[], countedAt: number): Promise<void> {
  const log = await openLog(name);
  const store = createLogStore(log);
  await store.saveLibraries([sampleZone], []);
  const album = { recordName: recordName('SOMMER'), name: 'Sommer', kind: 'album', parent: null } as const;
  await saveAlbums(log, SAMPLE_LIBRARY, [{ ...album, createdAt: 1, position: 1 }]);
  await saveMembers(log, `${SAMPLE_LIBRARY}/SOMMER`, {
    members: photos.map((assetName, position) => ({ assetName, position, isCover: false })),
    rankCount: photos.length,
    isLast: true,
    passToken: null,
  });
  await savePage(
    store,
    samplePage(
      photos.map((id) => sampleItem(id)),
      true,
    ),
  );
  await saveRun(log, sampleRun({ plan: samplePlan({ countedAt: epochMs(countedAt) }) }));
  log.close();
}

/** Answers with the name of the photo in place of its picture, once for each reference as the real reader does. */
function createPictures(): ApplePictures & { refs: Set<string> } {
  const kept = new Map<string, string>();
  return {
    refs: new Set(),
    async read(refs, find) {
      const missing = refs.filter((ref) => !kept.has(ref));
      const found = await find?.(missing);
      for (const [ref, { assetName }] of found ?? []) kept.set(ref, assetName);
      for (const ref of refs) this.refs.add(ref);
      return refs.map((ref) => {
        const base64 = kept.get(ref);
        return base64 === undefined ? { ref, kind: 'none' } : { ref, kind: 'jpeg', base64, durationMs: 0 };
      });
    },
  };
}

let isFilled = false;
beforeEach(async () => {
  fakeBrowser.reset();
  if (isFilled) return;
  isFilled = true;
  await fill('fotoflytt', ['A', 'B'], 1_000);
  await fill('fotoflytt-2', ['C'], 2_000);
});

describe('an album of the same name in the logs of two accounts', () => {
  test('has the numbers of the account of the page, whichever copy is shown', async () => {
    const { albumFigures } = createAlbumAnswers(createPictures());
    await signedIn(bo);
    expect(await albumFigures(['SOMMER', 'nowhere'])).toEqual({
      listedAt: 2_000,
      albums: [{ albumName: 'SOMMER', items: 1, copied: 0, bytes: 100 }],
    });
    await signedIn(anna);
    expect(await albumFigures(['SOMMER'])).toMatchObject({ listedAt: 1_000, albums: [{ items: 2 }] });
  });

  test('has a cover of its own in each, and an unknown album waits for one', async () => {
    const pictures = createPictures();
    const { albumCovers } = createAlbumAnswers(pictures);
    await signedIn(bo);
    expect(await albumCovers(['nowhere', 'SOMMER'])).toEqual([
      { ref: 'nowhere', kind: 'later' },
      { ref: 'SOMMER', kind: 'jpeg', base64: 'C', durationMs: 0 },
    ]);
    await signedIn(anna);
    expect(await albumCovers(['SOMMER'])).toEqual([
      { ref: 'SOMMER', kind: 'jpeg', base64: 'A', durationMs: 0 },
    ]);
    expect(pictures.refs.size).toBe(2);
  });
});

test('an account without a log has no albums, and no log is made for it', async () => {
  const { albumFigures, albumCovers } = createAlbumAnswers(createPictures());
  await signedIn({ accountNumber: '3', account: 'eva@example.no', name: 'Eva' });
  expect(await albumFigures(['SOMMER'])).toEqual({ listedAt: null, albums: [] });
  expect(await albumCovers(['SOMMER'])).toEqual([{ ref: 'SOMMER', kind: 'none' }]);
  expect((await logs.getValue()).known).toEqual(known);
});

test('an error never reaches the page', async () => {
  const signed = 'https://cvws.icloud-content.com/B/signed?token=secret';
  const { albumCovers } = createAlbumAnswers({ read: () => Promise.reject(new Error(signed)) });
  await signedIn(anna);
  expect(await albumCovers(['SOMMER'])).toEqual([{ ref: 'SOMMER', kind: 'later' }]);
});
