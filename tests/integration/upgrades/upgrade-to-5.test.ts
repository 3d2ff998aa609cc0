import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { keptMonths, recountMonths } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { openLog, readLogRecord } from '../../../utils/store/database.ts';
import { countMonths } from '../../../utils/store/years/count-months.ts';
import { readYears } from '../../../utils/store/years/read-years.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

/** More than one piece. */
const PHOTOS = 540;

/** Opens a log of version 4 with the photos of the world, which the product of today upgrades. */
async function throughVersion4(world: World): Promise<World> {
  const logName = `${world.logName} of version 4`;
  const stores = [...world.log.objectStoreNames].filter(
    (name) => !['months', 'priorities', 'remembered'].includes(name),
  );
  const old = await openDB(logName, 4, {
    upgrade(fresh) {
      for (const name of stores) {
        const { keyPath, indexNames } = world.log.transaction(name).store;
        const store = fresh.createObjectStore(name, { keyPath: keyPath as string });
        for (const each of indexNames) {
          const { keyPath: on, unique, multiEntry } = world.log.transaction(name).store.index(each);
          store.createIndex(each, on as string, { unique, multiEntry });
        }
      }
    },
  });
  for (const name of stores) {
    const records: unknown[] = await world.log.getAll(name);
    const { store, done } = old.transaction(name, 'readwrite');
    for (const record of records) void store.put(record);
    await done;
  }
  old.close();
  return { ...world, logName, log: await openLog(logName) };
}

/** One photo a month, tiny, so that a test copies them quickly. */
function longLife(): Library {
  const library = createLibrary(5);
  for (let month = 0; month < PHOTOS; month += 1)
    library.addPhoto({ bytes: 20 + month, takenAt: Date.UTC(1930, month, 5) });
  return library;
}

test('a log of version 4 is counted in pieces, which a death does not lose', async () => {
  await using world = await startWorld(longLife());
  await (await startEngine(world)).transfer();
  const later = await throughVersion4(world);

  expect(later.log.version).toBe(8);
  expect(await readYears(later.log)).toMatchObject({ rows: [], isWhole: false });
  expect(await countMonths(later.log)).toBe(true);
  expect((await readYears(later.log))?.all).toMatchObject({ listed: 500, done: 500 });
  later.log.close();

  const again = await openLog(later.logName);
  while (await countMonths(again));
  expect(await readYears(again)).toMatchObject({
    isWhole: true,
    all: { listed: PHOTOS, found: PHOTOS, done: PHOTOS, missing: 0 },
  });
  expect(await keptMonths(again)).toEqual(await recountMonths(again));
  expect((await readLogRecord(again)).monthsCountedTo).toBeUndefined();
  again.close();
});

test('a copy continues while a log of version 4 is counted, and no photo counts twice', async () => {
  const library = longLife();
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const later = await throughVersion4(world);
  await countMonths(later.log);

  const assets = library.primary.assets;
  for (const asset of [...assets.slice(0, 20), ...assets.slice(-20)]) library.expunge(asset);
  for (let photo = 0; photo < 30; photo += 1) library.addPhoto({ takenAt: Date.UTC(2030, photo % 12, 1) });
  await (await startEngine(later)).transfer();
  // Two pages count at once.
  const count = async () => {
    while (await countMonths(later.log));
  };
  await Promise.all([count(), count()]);

  expect(await keptMonths(later.log)).toEqual(await recountMonths(later.log));
  expect((await readYears(later.log))?.all.done).toBe(PHOTOS - 40 + 30);
  later.log.close();
});

test('a new log counts from its first photo', async () => {
  await using world = await startWorld(createLibrary(5));
  expect((await readLogRecord(world.log)).monthsCountedTo).toBeUndefined();
  expect(await countMonths(world.log)).toBe(false);
});
