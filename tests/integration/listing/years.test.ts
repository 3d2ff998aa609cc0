import { expect, test } from 'vitest';
import { keptMonths, recountMonths } from '../support/recount.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import type { Years } from '../../../utils/domain/years/years.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import { readYears } from '../../../utils/store/years/read-years.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { sampleLibrary } from '../../fakes/sample-library/sample-library.ts';

const HOUR_S = 3_600;

async function yearsOf({ log }: World): Promise<Years> {
  expect(await keptMonths(log)).toEqual(await recountMonths(log));
  const years = await readYears(log);
  if (!years) throw new Error('there is no run');
  return years;
}
const short = ({ rows }: Years) =>
  rows.map(({ year, listed, done, missing }) => [year, listed, done, missing]);
const transfer = async (
  world: World,
  ...wish: Parameters<Awaited<ReturnType<typeof startEngine>>['transfer']>
) => (await startEngine(world)).transfer(...wish);

/** Two photos of 2019, three of 2020 and one whose clock was wrong. */
function datedLibrary(): Library {
  const library = createLibrary(5);
  for (const day of [3, 4]) library.addPhoto({ takenAt: Date.UTC(2019, 2, day) });
  for (const month of [0, 0, 11]) library.addPhoto({ takenAt: Date.UTC(2020, month, 9) });
  return library;
}

test('the sums over all years are the three numbers of the sample library', async () => {
  await using world = await startWorld(sampleLibrary());
  const run = await transfer(world, {
    arrangement: { ...defaultArrangement, hidden: true, recentlyDeleted: true },
  });
  const years = await yearsOf(world);
  expect(years.all.listed + years.unreadable).toBe(run.listedItems);
  expect(years.all.done + years.beside).toBe((await readLogRecord(world.log)).totals.itemsDone);
  expect(years.rows.at(-1)?.year).toBe('');
  expect(years.isCounting).toBe(false);
});

test('years and months are those of the place where a photo was taken', async () => {
  const library = createLibrary(5);
  const newYear = Date.UTC(2019, 11, 31, 23, 30);
  library.addPhoto({ takenAt: newYear, timeZoneOffsetSeconds: HOUR_S });
  library.addPhoto({ takenAt: newYear, timeZoneOffsetSeconds: 0 });
  library.addPhoto({ takenAt: newYear + HOUR_S * 1_000, timeZoneOffsetSeconds: -5 * HOUR_S });
  await using world = await startWorld(library);
  await transfer(world, { arrangement: { ...defaultArrangement, layout: 'year-month' } });
  const { rows } = await yearsOf(world);
  expect(rows.flatMap(({ months }) => months.map(({ month, done }) => [month, done]))).toEqual([
    ['2020-01', 1],
    ['2019-12', 2],
  ]);
  const folders = world.jottacloud.tree.files().map(({ path }) => /\d{4}-\d{2}/.exec(path)?.[0]);
  expect(folders.map(String).toSorted()).toEqual(['2019-12', '2019-12', '2020-01']);
});

test('years grow with the list before anything is copied, and fill up with the copy', async () => {
  await using world = await startWorld(datedLibrary());
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  expect(await life.end()).toMatchObject({ status: 'planned' });
  expect(short(await yearsOf(world))).toEqual([
    ['2020', 3, 0, 0],
    ['2019', 2, 0, 0],
  ]);
  await transfer(world);
  expect(short(await yearsOf(world))).toEqual([
    ['2020', 3, 3, 0],
    ['2019', 2, 2, 0],
  ]);
});

test('a photo that Apple lacks is missing in its year', async () => {
  const library = datedLibrary();
  library.addPhoto({ takenAt: Date.UTC(2020, 5, 1), originalMissing: true });
  await using world = await startWorld(library);
  await transfer(world);
  expect(short(await yearsOf(world))).toEqual([
    ['2020', 4, 3, 1],
    ['2019', 2, 2, 0],
  ]);
});

test('a part shows the chosen photos against the whole year', async () => {
  await using world = await startWorld(datedLibrary());
  await transfer(world, { choice: { ...everything, from: '2020-12-01' } });
  const years = await yearsOf(world);
  expect(years.isPart).toBe(true);
  expect(years.rows.map(({ year, listed, found, done }) => [year, listed, found, done])).toEqual([
    ['2020', 3, 1, 1],
    ['2019', 2, 0, 0],
  ]);
});

test('lists that a copy leaves out are not in its years', async () => {
  const library = datedLibrary();
  library.addPhoto({ takenAt: Date.UTC(2018, 5, 1), hidden: true });
  await using world = await startWorld(library);
  await transfer(world, { arrangement: { ...defaultArrangement, hidden: true } });
  expect(short(await yearsOf(world))).toContainEqual(['2018', 1, 1, 0]);
  await transfer(world, { arrangement: { ...defaultArrangement, hidden: false } });
  const years = await yearsOf(world);
  expect(short(years)).toEqual([
    ['2020', 3, 3, 0],
    ['2019', 2, 2, 0],
  ]);
  expect(years.beside).toBe(1);
});

test('a photo that was deleted at Apple leaves its year, and stays counted as copied', async () => {
  const library = datedLibrary();
  await using world = await startWorld(library);
  await transfer(world);
  const [first] = library.primary.assets;
  if (!first) throw new Error('no photo');
  library.expunge(first);
  await transfer(world);
  const years = await yearsOf(world);
  expect(short(years)).toEqual([
    ['2020', 3, 3, 0],
    ['2019', 1, 1, 0],
  ]);
  expect(years.beside).toBe(1);
});

test('a copy to another folder counts no photo twice', async () => {
  await using world = await startWorld(datedLibrary());
  await transfer(world);
  await transfer(world, { destinationFolder: 'Other' });
  expect((await yearsOf(world)).all).toEqual({ listed: 5, found: 5, done: 5, missing: 0 });
});
