import { readFileSync } from 'node:fs';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { libraryOf87f7d15 } from './library-of-87f7d15.ts';
import { completedUploads } from '../support/far-end.ts';
import { recount } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { openLog } from '../../../utils/store/database.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';

/**
 * A log as commit 87f7d15 left it after a finished copy, the last commit with version 3 of the database.
 *
 * It was made in a work tree of that commit: its engine copied {@link libraryOf87f7d15} between today's local services
 * (`tests/fakes`) with `startWorld`, `startEngine` and `transfer` of its own integration tests. Then a script wrote, for
 * each store of the open database, its key path, its indexes and `getAll()` into a JSON file. Nothing was changed by hand.
 */
const dump = JSON.parse(readFileSync(new URL('log-of-87f7d15.json', import.meta.url), 'utf8')) as {
  version: number;
  stores: Record<
    string,
    {
      keyPath: string;
      indexes: Record<string, { keyPath: string | string[]; unique: boolean; multiEntry: boolean }>;
      rows: Record<string, unknown>[];
    }
  >;
};

/** The world with that log, opened by the product of today, and with what it calls done at Jottacloud. */
async function withOldLog(world: World): Promise<World> {
  const logName = `${world.logName} of 87f7d15`;
  const old = await openDB(logName, dump.version, {
    upgrade(fresh) {
      for (const [name, { keyPath, indexes }] of Object.entries(dump.stores)) {
        const store = fresh.createObjectStore(name, { keyPath });
        for (const [index, { keyPath: on, ...options }] of Object.entries(indexes))
          store.createIndex(index, on, options);
      }
    },
  });
  for (const [name, { rows }] of Object.entries(dump.stores)) {
    const { store, done } = old.transaction(name, 'readwrite');
    for (const row of rows) void store.put(row);
    await done;
  }
  old.close();
  const later = { ...world, logName, log: await openLog(logName) };
  const contents = new Map(
    world.library.primary.assets
      .flatMap(({ master, resources }) => [...master.resources.values(), ...resources.values()])
      .map(({ md5, source }) => [md5, source.read(0, source.sizeBytes)]),
  );
  for (const { path, state } of await later.log.getAll('files')) {
    const bytes = state.status === 'done' && contents.get(state.md5);
    if (!bytes) throw new Error(`${path} is of no photo of the library`);
    world.jottacloud.tree.put(`iCloud Photos/${path}`, bytes);
  }
  return later;
}

const COPIED = [
  'Familie/IMG_0002-edited.JPG',
  'Familie/IMG_0002.HEIC',
  'Familie/IMG_0002.MOV',
  'Not in any album/2024/IMG_0001.JPG',
  'Not in any album/2024/IMG_0003-edited.JPG',
  'Not in any album/2024/IMG_0003.HEIC',
  'Not in any album/2024/IMG_0003.MOV',
  'Not in any album/2024/IMG_0004.HEIC',
  'Not in any album/2024/IMG_0004.MOV',
  'Not in any album/2024/IMG_0005-edited.MOV',
  'Not in any album/2024/IMG_0005.MOV',
  'Sommar/IMG_0001.JPG',
  'Sommar/IMG_0002-edited.JPG',
  'Sommar/IMG_0002.HEIC',
  'Sommar/IMG_0002.MOV',
];
const MISSING = [
  'Familie/IMG_0002-edited.MOV',
  'Not in any album/2024/IMG_0003-edited.MOV',
  'Sommar/IMG_0002-edited.MOV',
];

const storedPaths = ({ jottacloud }: World): string[] =>
  jottacloud.tree
    .files()
    .map(({ path }) => path.replace('iCloud Photos/', ''))
    .toSorted();

test('a log of commit 87f7d15 is completed by the next press without sending anything twice', async () => {
  await using world = await startWorld(libraryOf87f7d15());
  const later = await withOldLog(world);
  expect(storedPaths(world)).toEqual(COPIED);

  const run = await (await startEngine(later)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], plan: { already: { items: 4 } } });
  expect(storedPaths(world)).toEqual([...COPIED, ...MISSING].toSorted());
  // One photo is in two albums: its bytes are sent once.
  expect(completedUploads(world.jottacloud)).toHaveLength(2);
  expect(world.icloud.requests.to(/icloud-content/)).toHaveLength(2);
  const wanted = new Set(
    world.library
      .expectedOriginals()
      .filter(({ isHidden }) => !isHidden)
      .map(({ md5 }) => md5),
  );
  expect(new Set(world.jottacloud.tree.files().map(({ md5 }) => md5))).toEqual(wanted);
  const report = await readReport(later.log);
  expect(report?.problems).toEqual([]);
  expect(report?.totals).toEqual(await recount(later.log));
  expect(report?.totals).toMatchObject({ itemsDone: 6, filesDone: 18, filesFailed: 0 });
  later.log.close();
});

test('the press after it finds nothing to do', async () => {
  await using world = await startWorld(libraryOf87f7d15());
  const later = await withOldLog(world);
  await (await startEngine(later)).transfer();
  const before = completedUploads(world.jottacloud).length;

  const run = await (await startEngine(later)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], listing: 'changes' });
  expect(completedUploads(world.jottacloud)).toHaveLength(before);
  later.log.close();
});
