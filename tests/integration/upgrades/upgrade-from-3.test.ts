import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { completedUploads } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { openLog, readLatestRun } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

/** Keys of paths as version 3 made them. */
const oldPathKey = (path: string): string => path.normalize('NFC').toLowerCase().normalize('NFC');
/** Version 3 reported no list in the place of a file. */
const oldFileKey = (key: string): string => key.replace(/@:(?:hidden|deleted)$/, '@');

/** Fields that version 4 added. */
const NEW_IN_LOG = ['jottacloudUser', 'checkedAt'];

/** Stores that version 3 had. */
const storesOf = ({ log }: World) =>
  [...log.objectStoreNames].filter((name) => !['months', 'priorities', 'remembered'].includes(name));

/** A record of today as version 3 wrote it. */
function asVersion3(
  store: string,
  record: Record<string, unknown>,
  pathOf: ReadonlyMap<unknown, string>,
): object {
  if (store === 'log')
    return Object.fromEntries(Object.entries(record).filter(([name]) => !NEW_IN_LOG.includes(name)));
  if (store === 'files') return { ...record, key: oldFileKey(String(record['key'])) };
  if (store !== 'paths') return record;
  const path = pathOf.get(record['fileKey']);
  return {
    ...record,
    fileKey: oldFileKey(String(record['fileKey'])),
    ...(path !== undefined && { key: oldPathKey(path) }),
  };
}

/** The world with its log as version 3 had it, opened by the product of today. */
async function throughVersion3(world: World): Promise<World> {
  const logName = `${world.logName} of version 3`;
  const pathOf = new Map(
    (await world.log.getAll('files')).map(({ key, path }) => [key as unknown, path as string]),
  );
  const old = await openDB(logName, 3, {
    upgrade(fresh) {
      for (const name of storesOf(world)) {
        const { keyPath, indexNames } = world.log.transaction(name).store;
        const store = fresh.createObjectStore(name, { keyPath: keyPath as string });
        for (const each of indexNames) {
          const { keyPath: on, unique, multiEntry } = world.log.transaction(name).store.index(each);
          store.createIndex(each, on as string, { unique, multiEntry });
        }
      }
    },
  });
  for (const name of storesOf(world)) {
    const records = (await world.log.getAll(name)) as unknown as Record<string, unknown>[];
    const { store, done } = old.transaction(name, 'readwrite');
    for (const record of records) void store.put(asVersion3(name, record, pathOf));
    await done;
  }
  old.close();
  return { ...world, logName, log: await openLog(logName) };
}

/** Reduces a reply to the fields that version 3 requested. */
function withoutVideoOfEdits(_: IcloudCall, reply: IcloudReply): IcloudReply {
  const body = JSON.stringify(JSON.parse(reply.body), (name, value: unknown) =>
    name.startsWith('resVidCompl') ? undefined : value,
  );
  return { ...reply, body };
}

describe('a log of version 3 over edited Live Photos', () => {
  const edits = { editedStill: {}, editedVideo: {} };
  const filled = (): Library => {
    const library = createLibrary(9);
    for (let photo = 0; photo < 5; photo += 1) library.addPhoto();
    for (let live = 0; live < 3; live += 1) library.addLivePhoto(edits);
    return library;
  };

  test('the next press adds the videos of the edits and sends nothing twice', async () => {
    const library = filled();
    await using world = await startWorld(library);
    await (await startEngine(world, { forge: withoutVideoOfEdits })).transfer();
    expect(completedUploads(world.jottacloud)).toHaveLength(14);

    const later = await throughVersion3(world);
    const run = await (await startEngine(later)).transfer();

    expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(completedUploads(world.jottacloud)).toHaveLength(17);
    expect(
      world.jottacloud.tree
        .files()
        .map(({ md5 }) => md5)
        .toSorted(),
    ).toEqual(
      library
        .expectedOriginals()
        .map(({ md5 }) => md5)
        .toSorted(),
    );
    later.log.close();
  });

  test('a run in progress ends with the videos of the edits', async () => {
    const library = filled();
    await using world = await startWorld(library);
    const life = await startEngine(world, { forge: withoutVideoOfEdits, maxCalls: 100 });
    await life.press();
    expect(await life.end()).toBe('died');
    expect(await readLatestRun(world.log)).toMatchObject({ status: 'active', plan: { all: { files: 14 } } });

    const later = await throughVersion3(world);
    const next = await startEngine(later);
    await next.resume();

    expect(await next.end()).toMatchObject({ id: 1, status: 'finished', shortfalls: [] });
    expect(world.jottacloud.tree.files()).toHaveLength(library.expectedOriginals().length);
    const paths = completedUploads(world.jottacloud);
    expect(paths).toHaveLength(new Set(paths).size);
    later.log.close();
  });
});

test('a log of version 3 continues: nothing is sent again, and photos are filed correctly', async () => {
  const library = createLibrary(9);
  const names = ['A.JPG', 'straße.JPG', 'kırmızı.JPG', 'D.JPG', 'E.JPG'];
  const photos = names.map((name, index) => library.addPhoto({ name, bytes: 2_000 + index }));
  const [left, , , hidden, deleted] = photos;
  if (!left || !hidden || !deleted) throw new Error('there are five');
  const album = library.albums.addAlbum('Rom');
  library.albums.addTo(album, left);
  library.setHidden(hidden, true);
  library.delete(deleted);
  await using world = await startWorld(library);
  const request = { arrangement: { ...defaultArrangement, hidden: true, recentlyDeleted: true } };
  await (await startEngine(world)).transfer(request);

  const later = await throughVersion3(world);

  expect(later.log.version).toBe(8);
  for (const store of ['files', 'paths', 'items', 'contents'] as const)
    expect(await later.log.getAll(store)).toEqual(await world.log.getAll(store));
  library.setHidden(hidden, false);
  library.restore(deleted);
  library.albums.removeFrom(album, left);
  library.addPhoto({ name: 'STRASSE.JPG', bytes: 3_000 });
  const run = await (await startEngine(later)).transfer(request);

  const report = await readReport(later.log);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(report?.problems).toEqual([]);
  expect(report?.totals).toEqual(await recount(later.log));
  expect(completedUploads(world.jottacloud)).toHaveLength(names.length + 1);
  const unfiled = world.jottacloud.tree
    .files()
    .map(({ path }) => path)
    .filter((path) => path.startsWith('iCloud Photos/Not in any album/'))
    .map((path) => path.split('/').at(-1) ?? '');
  expect(unfiled.toSorted()).toEqual([
    'A.JPG',
    'D.JPG',
    'E.JPG',
    expect.stringMatching(/^STRASSE \(\w{4}\)\.JPG$/),
    'kırmızı.JPG',
    'straße.JPG',
  ]);
  later.log.close();
});
