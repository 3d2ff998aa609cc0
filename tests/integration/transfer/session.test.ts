import { rowOfRun } from '../../../utils/domain/run/run-row.ts';
import { attentionOf } from '../../../utils/domain/run/run.ts';
import { expect, test, vi } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { appleFaults } from '../../fakes/icloud/apple-faults.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const manyPhotos = (count = 120): Library => {
  const library = createLibrary(9);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 20_000 + photo });
  return library;
};
const uploadsReach = ({ jottacloud }: World, count: number) =>
  vi.waitUntil(() => jottacloud.uploads.length >= count, { timeout: 20_000, interval: 1 });
const cloudKitCalls = ({ icloud }: World) => icloud.requests.to(/ckdatabasews/).length;

test('a sign-out stops the copy, which resumes automatically after a sign-in', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  world.icloud.session.signOut();

  const stopped = await life.until(({ status }) => status !== 'active');
  expect(stopped).toMatchObject({ status: 'attention', attention: { code: 'icloud-signed-out' } });
  world.icloud.session.signIn();

  expect(rowOfRun(await life.until(({ status }) => status === 'finished'))).toMatchObject({
    shortfalls: [],
    attention: null,
  });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('photos of another account do not enter the log', async () => {
  const library = manyPhotos(3);
  await using world = await startWorld(library);
  await (await startEngine(world)).transfer();
  world.icloud.session.account.dsid = '20000000002';
  library.addPhoto({ bytes: 77_000 });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'attention', attention: { code: 'icloud-other-account' } });
  expect(world.jottacloud.tree.files()).toHaveLength(3);
});

test('a sign-in to another account stops the run', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 2);
  world.icloud.session.account.dsid = '20000000002';
  world.icloud.session.partition = 62;

  const run = await life.until(({ status }) => status !== 'active');

  expect(run).toMatchObject({ status: 'attention', attention: { code: 'icloud-other-account' } });
});

test('an account that moved to another partition is found', async () => {
  const library = manyPhotos();
  await using world = await startWorld(library);
  const life = await startEngine(world);
  await life.press();
  await uploadsReach(world, 5);
  world.icloud.session.partition = 62;

  expect(await life.until(({ status }) => status === 'finished')).toMatchObject({ shortfalls: [] });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.icloud.requests.to('p62-ckdatabasews.icloud.com').length).toBeGreaterThan(0);
});

test('locked data stops the run with few requests, and Continue resumes it after the approval', async () => {
  const library = manyPhotos(5);
  await using world = await startWorld(library, { speed: 100 });
  Object.assign(world.icloud.session, { adp: true, pcsConsent: false });
  const life = await startEngine(world);
  await life.press();
  const stopped = await life.until(({ status }) => status === 'attention');
  expect(attentionOf(stopped)?.code).toBe('icloud-approval');

  const before = { calls: cloudKitCalls(world), at: world.clock.now() };
  await vi.waitUntil(() => world.clock.now() - before.at > 40_000, { interval: 5 });
  expect(cloudKitCalls(world) - before.calls).toBeLessThan(20);
  world.icloud.session.pcsConsent = true;
  await life.resume();

  expect(rowOfRun(await life.until(({ status }) => status === 'finished'))).toMatchObject({
    attention: null,
  });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('an account with web access off is reported', async () => {
  await using world = await startWorld(manyPhotos(1));
  world.icloud.session.webAccess = false;
  const life = await startEngine(world);
  await life.press();

  const stopped = await life.until(({ status }) => status === 'attention');
  expect(attentionOf(stopped)?.code).toBe('icloud-locked');
  await life.pause();
  await life.engine.settled();
});

test.each([
  ['ACCESS_DENIED', appleFaults.accessDenied(), 1],
  ['a page of 503', appleFaults.unavailable(), 0],
])('an account refused with %s is retried after growing pauses', async (_, action, readsAccount) => {
  const library = manyPhotos(3);
  await using world = await startWorld(library, { speed: 600 });
  // two calls begin a run together, and both are refused twice
  world.icloud.faults.add({ host: /ckdatabasews/, times: 4, action });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  const at = world.icloud.requests.to(/ckdatabasews/).map((request) => request.at);
  const minute = 60_000 / 600;
  const [, , second = 0, , third = 0] = at;
  expect(second - Math.min(...at)).toBeGreaterThanOrEqual(5 * minute - 20);
  expect(third - second).toBeGreaterThanOrEqual(10 * minute - 20);
  expect(world.icloud.requests.to(/^setup/)).toHaveLength(1 + 4 * readsAccount);
});

test.each([
  ['421', appleFaults.invalidSession()],
  ['401', appleFaults.invalidSession401()],
  ['450', { kind: 'answer', status: 450, body: '' }],
] as const)(
  'a session that is refused with %s is checked once, and the call continues',
  async (_, action) => {
    const library = manyPhotos(3);
    await using world = await startWorld(library);
    world.icloud.faults.add({ host: /ckdatabasews/, path: /records\/lookup/, action });

    const run = await (await startEngine(world)).transfer();

    expect(rowOfRun(run)).toMatchObject({ status: 'finished', attention: null, shortfalls: [] });
    expect(world.icloud.requests.to(/^setup/)).toHaveLength(2);
  },
);

test.each([
  ['THROTTLED with a time', appleFaults.throttled(20)],
  ['an empty 500', appleFaults.serverError()],
  ['an error in a good answer', appleFaults.successFalse()],
  ['a lost answer', { kind: 'loseReply' }],
  ['a cut answer', { kind: 'cutResponse', afterBytes: 40 }],
] as const)('Apple answers with %s now and then: nothing is lost', async (_, action) => {
  const library = manyPhotos(8);
  await using world = await startWorld(library, { speed: 200 });
  world.icloud.faults.add({ host: /ckdatabasews/, skip: 1, probability: 0.4, times: 4, action });

  const run = await (await startEngine(world)).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(world.icloud.faults.fired.length).toBeGreaterThan(0);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});
