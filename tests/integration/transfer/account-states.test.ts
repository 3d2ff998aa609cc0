import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { attentionOf } from '../../../utils/domain/run/run.ts';
import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { type Look, lookForNew } from '../../../utils/engine/listing/changes/look-for-new.ts';
import { createIcloudClient } from '../../../utils/icloud/client.ts';
import { createLogStore } from '../../../utils/store/log-store.ts';
import { confirmRun, dropPlan } from '../../../utils/store/runs/runs.ts';
import { readTopUpFacts } from '../../../utils/store/top-ups/top-ups.ts';
import type { LiveNote } from '../../../utils/domain/progress/progress.ts';
import type { IcloudSession } from '../../fakes/icloud/session.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { pageTransport } from '../support/page-transport.ts';

const photos = (count: number): Library => {
  const library = createLibrary(31);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 2_000 + photo });
  return library;
};

test.each<[string, Partial<IcloudSession>, Partial<IcloudSession>]>([
  ['icloud-code-wanted', { codeWanted: true }, { codeWanted: false }],
  ['icloud-terms', { termsWanted: true }, { termsWanted: false }],
  ['icloud-repair', { repairWanted: true }, { repairWanted: false }],
  ['icloud-inactive', { serviceInactive: true }, { serviceInactive: false }],
  ['icloud-locked', { webAccess: false }, { webAccess: true }],
  ['icloud-approval', { adp: true, pcsConsent: false }, { pcsConsent: true }],
])(
  '%s stops the copy with its own code, and the copy resumes automatically afterwards',
  async (code, on, off) => {
    const library = photos(3);
    await using world = await startWorld(library);
    Object.assign(world.icloud.session, on);
    const life = await startEngine(world);
    await life.press();
    expect(attentionOf(await life.until(({ status }) => status === 'attention'))?.code).toBe(code);

    Object.assign(world.icloud.session, off);
    expect(rowOfRun(await life.until(({ status }) => status === 'finished'))).toMatchObject({
      attention: null,
    });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);

test.each([
  ['icloud-signed-out', { signedOut: true }],
  ['icloud-approval', { adp: true, pcsConsent: false }],
] as const)('a night in %s causes few requests', async (code, state) => {
  await using world = await startWorld(photos(3), { speed: 7_200 });
  if ('adp' in state) Object.assign(world.icloud.session, state);
  else world.icloud.session.signOut();
  const life = await startEngine(world);
  await life.press();
  expect(attentionOf(await life.until(({ status }) => status === 'attention'))?.code).toBe(code);
  const [since, before] = [world.clock.now(), world.icloud.requests.entries.length];

  await vi.waitUntil(() => world.clock.now() - since > 8 * 3_600_000, { timeout: 20_000, interval: 5 });

  expect(world.icloud.requests.entries.length - before).toBeLessThan(600);
  expect(await life.until(() => true)).toMatchObject({ status: 'attention' });
});

test('a loaded icloud.com page triggers one check, however often it loads', async () => {
  await using world = await startWorld(photos(3), { speed: 1 });
  Object.assign(world.icloud.session, { adp: true, pcsConsent: false });
  const life = await startEngine(world);
  await life.press();
  await life.until(({ status }) => status === 'attention');
  const setupRequests = (): number => world.icloud.requests.to('setup.icloud.com').length;
  const before = setupRequests();
  for (let loads = 0; loads < 40; loads += 1) {
    await life.engine.wake(true);
    await vi.waitUntil(() => setupRequests() > before + Math.min(loads, 5), { timeout: 4_000, interval: 1 });
  }
  expect(setupRequests() - before).toBeLessThanOrEqual(8);

  Object.assign(world.icloud.session, { pcsConsent: true });
  await life.resume();
  expect(rowOfRun(await life.until(({ status }) => status === 'finished'))).toMatchObject({
    attention: null,
  });
});

test('a person who reports a fix is believed at once and stopped again if it is not fixed', async () => {
  await using world = await startWorld(photos(3), { speed: 1 });
  world.icloud.session.webAccess = false;
  const life = await startEngine(world);
  await life.press();
  await life.until(({ status }) => status === 'attention');
  const asked = world.icloud.requests.to('setup.icloud.com').length;
  await life.resume();
  await vi.waitUntil(() => world.icloud.requests.to('setup.icloud.com').length > asked, { timeout: 4_000 });
  expect(attentionOf(await life.until(({ status }) => status === 'attention'))?.code).toBe('icloud-locked');

  world.icloud.session.webAccess = true;
  await life.resume();
  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
});

test('an account without photos is named in masked form and checked again on request', async () => {
  const library = photos(0);
  await using world = await startWorld(library);
  const life = await startEngine(world);
  expect(attentionOf(await life.transfer())).toMatchObject({
    code: 'icloud-empty',
    facts: { account: 'jane@example.com' },
  });

  library.addPhoto();
  await life.resume();
  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ listedItems: 1 });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('another account is reported with both addresses in full', async () => {
  await using world = await startWorld(photos(2));
  const life = await startEngine(world);
  await life.transfer();
  Object.assign(world.icloud.session.account, { dsid: '20000000002', appleId: 'anna@example.no' });

  expect(attentionOf(await life.transfer())).toMatchObject({
    code: 'icloud-other-account',
    facts: { firstAccount: 'jane@example.com', account: 'anna@example.no' },
  });
});

test('records of an unknown shape stop the run before anything is marked or copied', async () => {
  await using world = await startWorld(photos(5));
  world.icloud.switches.otherShape = true;
  const life = await startEngine(world);

  expect(attentionOf(await life.transfer())?.code).toBe('icloud-changed');
  expect(world.jottacloud.allocations).toEqual([]);

  world.icloud.switches.otherShape = false;
  await life.resume();
  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
});

test.each([
  ['FINISHED', 4, []],
  ['RUNNING', 3, ['icloud-sorting']],
] as const)('a library that was being sorted, and is %s at the end', async (atTheEnd, files, shortfalls) => {
  const library = photos(3);
  await using world = await startWorld(library);
  world.icloud.switches.indexing = 'RUNNING';
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  const planned = await life.until(({ status }) => status === 'planned');
  expect(planned.shortfalls.map(({ code }) => code)).toEqual(['icloud-sorting']);

  library.addPhoto();
  world.icloud.switches.indexing = atTheEnd;
  await confirmRun(world.log, world.clock.now());
  await life.engine.wake();
  const run = await life.until(({ status }) => status === 'finished');
  expect(run.shortfalls.map(({ code }) => code)).toEqual(shortfalls);
  expect(world.jottacloud.tree.files().length).toBe(files);
});

test('a reading resumed after an obstacle notices that Apple has begun to sort', async () => {
  await using world = await startWorld(photos(3));
  const { switches } = world.icloud;
  switches.otherShape = true;
  const life = await startEngine(world);
  expect(attentionOf(await life.transfer())?.code).toBe('icloud-changed');

  switches.otherShape = false;
  switches.indexing = 'RUNNING';
  await life.resume();
  const run = await life.until(({ status }) => status === 'finished');
  expect(run.shortfalls.map(({ code }) => code)).toEqual(['icloud-sorting']);
});

test('a jump of the clock is reported as sleep', async () => {
  await using world = await startWorld(photos(30));
  const seen = new Set<LiveNote>();
  let isAsleep = false;
  const life = await startEngine(world, {
    live({ notes }) {
      for (const note of notes) seen.add(note);
      if (!isAsleep) world.clock.jump(3_600_000);
      isAsleep = true;
    },
  });
  await life.transfer();
  expect([...seen]).toContain('woken');
});

function lookIn(world: World): Promise<Look | null> {
  const icloud = createIcloudClient(pageTransport(world.connect(), world.icloud));
  return lookForNew({ icloud, store: createLogStore(world.log) }, new AbortController().signal);
}

test('new photos since the last copy are counted with few calls', async () => {
  const library = photos(5);
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  const look = () => lookIn(world);
  expect(await look()).toEqual({ newPhotos: 0, hasChanged: false, mayHaveMore: false });

  const [first] = library.primary.assets;
  if (!first) throw new Error('no photo');
  library.setFavourite(first, true);
  expect(await look()).toEqual({ newPhotos: 0, hasChanged: true, mayHaveMore: false });
  library.addPhoto();
  library.addPhoto();
  library.addPhoto({ hidden: true });
  library.addPhoto({ burstId: library.random.uuid(), burstFlags: 2 });
  const before = world.icloud.requests.to(/ckdatabasews/).length;
  expect(await look()).toEqual({ newPhotos: 2, hasChanged: true, mayHaveMore: false });
  expect(world.icloud.requests.to(/ckdatabasews/).length - before).toBeLessThanOrEqual(3);

  Object.assign(world.icloud.session.account, { dsid: '20000000002' });
  expect(await look()).toBeNull();
});

test('new photos of a plan that was dropped stay new', async () => {
  const library = photos(5);
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  for (let photo = 0; photo < 3; photo += 1) library.addPhoto();
  const life = await startEngine(world);
  await life.press({ isConfirmed: false });
  await life.until(({ status }) => status === 'planned');
  await dropPlan(world.log);

  expect(await lookIn(world)).toEqual({ newPhotos: 3, hasChanged: false, mayHaveMore: false });
  const facts = await readTopUpFacts(world.log);
  expect([facts.complete?.id, facts.hasLeftover]).toEqual([1, true]);
  await (await startEngine(world)).transfer();
  expect((await readTopUpFacts(world.log)).hasLeftover).toBe(false);
  expect(await lookIn(world)).toMatchObject({ newPhotos: 0 });
});

test('a look that sees a new library, which it cannot count, says that there may be more', async () => {
  const library = photos(5);
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  library.addPhoto({ zone: library.addSharedLibrary('shared') });
  expect(await lookIn(world)).toEqual({ newPhotos: 0, hasChanged: true, mayHaveMore: true });
});
