import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AlbumChoice } from '../../domain/album/album-choice.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { layoutPreview, type PreviewNode } from '../../domain/layout/layout-preview.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { samplePlan } from '../../domain/testing/sample-plan.ts';
import { epochMs, recordName } from '../../units.ts';
import { countAlbumPhotos, photosNotShown } from '../listing/album-photos.ts';
import { saveAlbums, saveMembers } from '../listing/album-entry.ts';
import { openLog, saveRun } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { countUnfiled, readAlbumChoices, readAlbumNames } from './read-album-choices.ts';
import { readAlbumFigures } from './read-album-figures.ts';
import { readLogAlbums } from './read-page-answers.ts';
import { readLayoutSample } from './read-layout-sample.ts';
import {
  placeAll,
  SAMPLE_LIBRARY,
  sampleItem,
  samplePage,
  sampleZone,
  savePage,
} from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

let logs = 0;
let log: LogDatabase;

/** Folder "Trips" with "Rome" (A, B), album "Home" without a folder (B), an empty one, and D in no album. */
async function fill(): Promise<void> {
  const album = (id: string, name: string | null, parent: string | null, position: number) => ({
    recordName: recordName(id),
    name,
    parent,
    position,
    kind: id.startsWith('f') ? ('folder' as const) : ('album' as const),
    createdAt: position,
  });
  await saveAlbums(log, SAMPLE_LIBRARY, [
    album('a-home', 'Home', null, 2),
    album('a-rome', 'Rome', 'f-trips', 3),
    album('a-empty', null, null, 4),
    album('f-trips', 'Trips', null, 1),
  ]);
  const members = (albumName: string, ...names: string[]) =>
    saveMembers(log, `${SAMPLE_LIBRARY}/${albumName}`, {
      members: names.map((assetName, position) => ({ assetName, position, isCover: false })),
      rankCount: names.length,
      isLast: true,
      passToken: null,
    });
  await members('a-rome', 'A', 'B');
  await members('a-home', 'B');
  const store = createLogStore(log);
  const page = samplePage(
    ['A', 'B', 'D'].map((id) => sampleItem(id, { name: `${id}.JPG` })),
    true,
  );
  await savePage(store, page);
}

beforeEach(async () => {
  logs += 1;
  log = await openLog(`albums ${logs}`);
  await createLogStore(log).saveLibraries([sampleZone], []);
});

const titles = (nodes: AlbumChoice[], above = ''): string[] =>
  nodes.flatMap(({ name, items, children }) => [
    `${above}${name} ${items}`,
    ...titles(children, `${above}${name}/`),
  ]);

test('what can be chosen is the tree in the user’s order, with numbers and with what is in no album', async () => {
  await fill();
  expect(titles(await readAlbumChoices(log))).toEqual(['Trips 0', 'Trips/Rome 2', 'Home 1', 'null 0']);
  expect(await countUnfiled(log)).toBe(1);
});

test('a leftover relation of a deleted photo is no photo of the album', async () => {
  await fill();
  await saveMembers(log, `${SAMPLE_LIBRARY}/a-empty`, {
    members: [{ assetName: 'nobody', position: 0, isCover: false }],
    rankCount: 1,
    isLast: true,
    passToken: null,
  });
  const empty = `${SAMPLE_LIBRARY}/a-empty`;
  expect((await readAlbumFigures(log, [empty])).get(empty)).toEqual({ items: 0, copied: 0, bytes: 0 });
  expect(await countUnfiled(log)).toBe(1);
  const { byAlbum } = await countAlbumPhotos(
    log,
    new Set([`${SAMPLE_LIBRARY}/a-home`, `${SAMPLE_LIBRARY}/a-empty`]),
  );
  expect([...byAlbum]).toEqual([[`${SAMPLE_LIBRARY}/a-home`, 1]]);
});

test('an album in view is counted exactly: what it shows, what of it is copied, and its bytes', async () => {
  await fill();
  const store = createLogStore(log);
  await placeAll(store, sampleRun());
  const [rome, home] = [`${SAMPLE_LIBRARY}/a-rome`, `${SAMPLE_LIBRARY}/a-home`];
  expect([...(await readAlbumFigures(log, [rome, home]))]).toEqual([
    [rome, { items: 2, copied: 0, bytes: 200 }],
    [home, { items: 1, copied: 0, bytes: 100 }],
  ]);
  const item = await log.get('items', `${SAMPLE_LIBRARY}/A`);
  const hidden = await log.get('photos', `${SAMPLE_LIBRARY}/B`);
  if (!item || !hidden) throw new Error('both photos have their place');
  await log.put('items', { ...item, openFiles: 0 });
  await log.put('photos', { ...hidden, list: 'hidden' });
  expect([...(await readAlbumFigures(log, [rome, home]))]).toEqual([
    [rome, { items: 1, copied: 1, bytes: 100 }],
    [home, { items: 0, copied: 0, bytes: 0 }],
  ]);
});

describe('the albums of the log for iCloud Photos', () => {
  const countedAt = epochMs(86_400_000);
  const names = ['a-rome', 'a-home', 'f-trips', 'nowhere'];

  test('have their numbers as of the latest plan, and folders and unknown names have none', async () => {
    await fill();
    await placeAll(createLogStore(log), sampleRun());
    await saveRun(log, sampleRun({ plan: samplePlan({ countedAt }) }));
    // its lists are still being read
    await saveRun(log, sampleRun({ id: 2, startedAt: epochMs(90_000_000) }));
    const { listedAt, albums } = await readLogAlbums(log, names);
    expect(listedAt).toBe(countedAt);
    expect(albums.toSorted((one, other) => one.items - other.items)).toEqual([
      { albumName: 'a-home', items: 1, copied: 0, bytes: 100 },
      { albumName: 'a-rome', items: 2, copied: 0, bytes: 200 },
    ]);
  });

  test('are unknown before a first plan', async () => {
    await fill();
    await saveRun(log, sampleRun());
    expect(await readLogAlbums(log, names)).toEqual({ listedAt: null, albums: [] });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['whose list is read again', async () => createLogStore(log).listAlbumAgain(`${SAMPLE_LIBRARY}/a-home`)],
    [
      'of a library whose list is read again',
      async () => createLogStore(log).listAgain(SAMPLE_LIBRARY, 'main'),
    ],
    [
      'of a library that could not be read',
      async () => createLogStore(log).saveMarks(SAMPLE_LIBRARY, { isUnread: true }),
    ],
    ['that is gone', async () => createLogStore(log).saveGone(SAMPLE_LIBRARY, ['a-home'])],
  ])('without one %s', async (_, change) => {
    await fill();
    await saveRun(log, sampleRun({ plan: samplePlan({ countedAt }) }));
    expect((await readLogAlbums(log, ['a-home'])).albums).toHaveLength(1);
    await change();
    expect(await readLogAlbums(log, ['a-home'])).toEqual({ listedAt: countedAt, albums: [] });
  });
});

test('photos that an album does not show are counted by the reason', async () => {
  await fill();
  const key = `${SAMPLE_LIBRARY}/a-rome`;
  const [hidden, deleted] = [
    await log.get('photos', `${SAMPLE_LIBRARY}/A`),
    await log.get('photos', `${SAMPLE_LIBRARY}/B`),
  ];
  if (!hidden || !deleted) throw new Error('both photos were listed');
  await log.put('photos', { ...hidden, list: 'hidden' });
  await log.put('photos', { ...deleted, list: 'deleted' });
  await saveMembers(log, key, {
    members: ['A', 'B', 'nobody'].map((assetName, position) => ({ assetName, position, isCover: false })),
    rankCount: 3,
    isLast: true,
    passToken: null,
  });
  const { byAlbum, notShownByAlbum } = await countAlbumPhotos(log, new Set([key]), await photosNotShown(log));
  expect(byAlbum.get(key)).toBeUndefined();
  expect(notShownByAlbum.get(key)).toEqual({ hidden: 1, deleted: 1, gone: 1 });
});

test('a photo that was hidden after its copy no longer counts in its album', async () => {
  await fill();
  const store = createLogStore(log);
  await placeAll(store, sampleRun());
  const photo = await log.get('photos', `${SAMPLE_LIBRARY}/A`);
  if (!photo) throw new Error('the photo was listed');
  await log.put('photos', { ...photo, list: 'hidden' });
  expect([...(await photosNotShown(log))]).toEqual([[`${SAMPLE_LIBRARY}/A`, 'hidden']]);
});

test('an album that is gone at Apple cannot be chosen, and its photos count as unfiled', async () => {
  await fill();
  await saveAlbums(log, SAMPLE_LIBRARY, []);
  expect(await readAlbumChoices(log)).toEqual([]);
  expect(await countUnfiled(log)).toBe(3);
});

const paths = (nodes: PreviewNode[], above = ''): string[] =>
  nodes.flatMap(({ name, children }) =>
    children.length === 0 ? [`${above}${name}`] : paths(children, `${above}${name}/`),
  );

test('the preview is made of albums with photos, with their folders, and of a photo in no album', async () => {
  await fill();
  const sample = await readLayoutSample(log);
  expect(sample && paths(layoutPreview(sample, defaultArrangement))).toEqual([
    'Home/B.JPG',
    'Not in any album/2024/D.JPG',
    'Trips/Rome/A.JPG',
  ]);
});

test('an empty log gives no preview of its own', async () => {
  expect(await readLayoutSample(log)).toBeNull();
});

test('albums are named in the order of the keys; one without a record has no name', async () => {
  await fill();
  const keys = ['a-rome', 'a-home', 'x'].map((id) => `${SAMPLE_LIBRARY}/${id}`);
  expect(await readAlbumNames(log, keys)).toEqual(['Rome', 'Home', null]);
  expect(await readAlbumNames(log, [])).toEqual([]);
});
