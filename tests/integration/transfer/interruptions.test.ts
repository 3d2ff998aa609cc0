import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { describe, expect, test, vi } from 'vitest';
import { completedUploads, storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World, type WorldOptions } from '../support/start-world.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const COUNT = 40;

const manyPhotos = (): Library => {
  const library = createLibrary(5);
  for (let photo = 0; photo < COUNT; photo += 1) library.addPhoto({ bytes: 60_000 + photo });
  return library;
};

/** A world in the middle of a copy. */
async function startHalfWay(options: WorldOptions) {
  const world = await startWorld(manyPhotos(), options);
  const life = await startEngine(world);
  await life.press();
  await vi.waitUntil(() => world.jottacloud.uploads.length >= 5, { timeout: 20_000, interval: 1 });
  return { world, life, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

type HalfWay = Awaited<ReturnType<typeof startHalfWay>>;

/** Breaks every connection, and lets none be made. */
const goOffline = ({ icloud, jottacloud }: World): void => {
  for (const { faults } of [icloud, jottacloud])
    faults.add({ times: Infinity, action: { kind: 'cutRequest', afterBytes: 0 } });
};
const goOnline = ({ icloud, jottacloud }: World): void => {
  for (const { faults } of [icloud, jottacloud]) faults.clear();
};
const requestCount = ({ icloud, jottacloud }: World): number =>
  icloud.requests.entries.length + jottacloud.requests.entries.length;

async function expectGoodEnd({ world, life }: HalfWay): Promise<void> {
  const run = await life.until(({ status }) => status !== 'active');
  expect(rowOfRun(run)).toMatchObject({ status: 'finished', attention: null, shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  expect(world.jottacloud.tokens.families).toMatchObject([{ isAlive: true }]);
  const paths = completedUploads(world.jottacloud);
  expect(paths).toHaveLength(new Set(paths).size);
}

test('a run waits out an hour without a connection with few requests and resumes automatically', async () => {
  await using half = await startHalfWay({ speed: 1_800 });
  const { world, life } = half;
  goOffline(world);
  const [since, before] = [world.clock.now(), requestCount(world)];
  await vi.waitUntil(() => world.clock.now() - since > HOUR, { timeout: 20_000, interval: 5 });
  expect(requestCount(world) - before).toBeLessThan(25 * COUNT);
  expect(rowOfRun(await life.until(() => true))).toMatchObject({ status: 'active', attention: null });
  goOnline(world);
  await expectGoodEnd(half);
});

test('a run resumes after a night of sleep with all URLs, tokens and connections expired', async () => {
  await using half = await startHalfWay({ speed: 60, servicesFast: true });
  const { world } = half;
  goOffline(world);
  await vi.waitUntil(() => world.jottacloud.faults.fired.length > 0, { timeout: 20_000, interval: 1 });
  world.clock.jump(9 * HOUR);
  goOnline(world);
  await expectGoodEnd(half);
});

describe.each([
  ['back by a day', -DAY],
  ['back by an hour', -HOUR],
  ['on by a day', DAY],
])('a clock that is set %s', (_, jumpMs) => {
  test.each([
    ['a wait for a busy service', { kind: 'answer', status: 429, headers: { 'retry-after': '60' } }],
    ['a wait before another try', { kind: 'answer', status: 200, body: 'x' }],
  ] as const)('in %s makes it no longer', async (__, action) => {
    await using half = await startHalfWay({ speed: 60 });
    const { world } = half;
    world.jottacloud.faults.add({ host: /^(up|api)/, times: 6, action });
    await vi.waitUntil(() => world.jottacloud.faults.fired.length > 0, { timeout: 20_000, interval: 1 });
    world.clock.jump(jumpMs);
    const before = world.clock.now();
    await expectGoodEnd(half);
    expect(world.clock.now() - before).toBeLessThan(15 * MINUTE);
  });
});

describe('one file that a service refuses with 5xx for ever, as the last one', () => {
  const threePhotos = (): Library => {
    const library = createLibrary(5);
    for (let photo = 1; photo <= 3; photo += 1)
      library.addPhoto({ name: `IMG_000${photo}.JPG`, bytes: 60_000 });
    return library;
  };
  const expectNamed = async (world: World, run: Run): Promise<void> => {
    expect(rowOfRun(run)).toMatchObject({ status: 'finished', attention: null });
    const report = await readReport(world.log);
    expect(report?.problems.map(({ error }) => error.code)).toEqual(['service-down']);
    expect(report?.totals).toMatchObject({ filesDone: 2, filesFailed: 1 });
  };

  test('is given up when Jottacloud answers another request', async () => {
    await using world = await startWorld(threePhotos(), { speed: 3_600 });
    world.jottacloud.faults.add({
      ...{ host: 'api.jottacloud.com', path: '/files/v1/allocate', skip: 2, times: Infinity },
      action: { kind: 'answer', status: 500 },
    });
    await expectNamed(world, await (await startEngine(world)).transfer());
  });

  test('is given up when Apple’s byte host answers for another file', async () => {
    await using world = await startWorld(threePhotos(), { speed: 3_600 });
    const checksum =
      world.library.expectedOriginals()[0]?.checksum.replaceAll('+', '-').replaceAll('/', '_') ?? '';
    world.icloud.faults.add({
      ...{ host: /icloud-content/, path: new RegExp(checksum), times: Infinity },
      action: { kind: 'answer', status: 503 },
    });
    await expectNamed(world, await (await startEngine(world)).transfer());
  });

  test('waits as long as the service answers nothing at all', async () => {
    await using world = await startWorld(threePhotos(), { speed: 3_600 });
    world.jottacloud.faults.add({
      ...{ host: 'api.jottacloud.com', path: '/files/v1/allocate', skip: 2, times: Infinity },
      action: { kind: 'answer', status: 500 },
    });
    const life = await startEngine(world);
    const off = world.jottacloud.faults.add({
      ...{ host: /jottacloud/, path: /customer/, times: Infinity },
      action: { kind: 'answer', status: 500 },
    });
    await life.press();
    const since = world.clock.now();
    await vi.waitUntil(() => world.clock.now() - since > 6 * HOUR, { timeout: 30_000, interval: 5 });
    expect(rowOfRun(await life.until(() => true))).toMatchObject({ status: 'active', attention: null });
    off();
    world.jottacloud.faults.clear();
    await life.resume();
    await life.until(({ status }) => status === 'finished');
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(world.library));
  });
});
