import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { confirmRun } from '../../../utils/store/runs/runs.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import type { FaultAction } from '../../fakes/http/faults.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const MINUTE = 60_000;
const BYTES = 40_000;
/** By the seed that is drawn with. */
const GIVEN_UP = 4;

const photos = (count: number): Library => {
  const library = createLibrary(5);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: BYTES + photo });
  return library;
};
const addressOf = (checksum: string): RegExp =>
  new RegExp(checksum.replaceAll('+', '-').replaceAll('/', '_'));
/** Address of the first of them. */
const firstOf = (library: Library): RegExp => addressOf(library.expectedOriginals()[0]?.checksum ?? '^$');
const byteRequests = ({ icloud, library }: World): number =>
  icloud.requests.to(/icloud-content/, firstOf(library)).length;
const problems = async ({ log }: World) => (await readReport(log))?.problems.map(({ error }) => error.code);

const damaged: FaultAction = { kind: 'flipByte', at: 5 };
const refused: FaultAction = { kind: 'answer', status: 410 };
const busy: FaultAction = { kind: 'answer', status: 503, headers: { 'retry-after': '1' } };
const malformed: FaultAction = { kind: 'answer', status: 418 };

test.each([
  ['arrived damaged twice', damaged, 2],
  ['was refused six times', refused, 18],
  ['got answers without sense', malformed, 8],
] as const)('a file that %s is given up and copied in the second round', async (_, action, times) => {
  await using world = await startWorld(photos(3), { speed: 1_200 });
  world.icloud.faults.add({ path: firstOf(world.library), times, action });
  const since = world.clock.now();

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [], hadSecondRound: true });
  expect(await problems(world)).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(byteRequests(world)).toBe(times + 1);
  expect(world.clock.now() - since).toBeGreaterThan(MINUTE);
});

test('a file that always fails is tried in two rounds and named', async () => {
  await using world = await startWorld(photos(3), { speed: 1_200 });
  world.icloud.faults.add({ path: firstOf(world.library), times: Infinity, action: damaged });

  const run = await (await startEngine(world)).transfer();

  expect(run.status).toBe('finished');
  expect([await problems(world), byteRequests(world)]).toEqual([['damaged-twice'], 4]);
});

test('a file that Apple no longer has gets no second round', async () => {
  const library = photos(3);
  const photo = library.addPhoto({ name: 'GONE.JPG' });
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.until(({ status }) => status === 'planned');
  await life.engine.settled();
  library.delete(photo);
  library.expunge(photo);
  // The addresses that were asked for beside the plan are too old by then.
  world.clock.jump(6 * 60_000);
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();

  const run = await life.until(({ status }) => status === 'finished');

  expect(await problems(world)).toEqual(['record-gone']);
  expect(run.hadSecondRound).toBeUndefined();
});

test('a pause before the second round does not skip it', async () => {
  await using world = await startWorld(photos(3), { speed: 60 });
  world.icloud.faults.add({ path: firstOf(world.library), times: 2, action: damaged });
  const life = await startEngine(world);
  await life.press();
  await vi.waitUntil(async () => (await problems(world))?.length === 1, { timeout: 20_000, interval: 5 });
  await life.pause();
  await life.engine.settled();
  await life.resume();
  const run = await life.until(({ status }) => status === 'finished');
  expect(run).toMatchObject({ shortfalls: [], hadSecondRound: true });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
});

test('all 228 originals arrive although 15 of 100 answers are faulty', async () => {
  await using world = await startWorld(photos(228), { speed: 3_600 });
  /** Number of damaged downloads of each original before a good one. */
  const damages = draws(228, 0.15, 7);
  for (const [index, { checksum }] of world.library.expectedOriginals().entries())
    world.icloud.faults.add({ path: addressOf(checksum), times: damages[index] ?? 0, action: damaged });
  const always = { host: /api\.jotta|up-no/, times: Infinity, probability: 0.04 };
  for (const action of [
    busy,
    malformed,
    { kind: 'loseReply' },
    { kind: 'cutRequest', afterBytes: 0 },
  ] as const)
    world.jottacloud.faults.add({ ...always, action });
  // two in a row and the file is given up in the first round
  expect(damages.filter((times) => times >= 2)).toHaveLength(GIVEN_UP);

  const run = await (await startEngine(world)).transfer();

  expect(await problems(world)).toEqual([]);
  expect(run).toMatchObject({ status: 'finished', shortfalls: [], hadSecondRound: true });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
});

/** How often something of this chance happens in a row, again and again; at most three times. The same for each seed. */
function draws(count: number, chance: number, seed: number): number[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    let times = 0;
    while (times < 3 && next() < chance) times += 1;
    return times;
  });
}
