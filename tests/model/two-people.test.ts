import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { IcloudSession } from '../fakes/icloud/session.ts';
import { bo } from './model-services.ts';
import { startLife } from './play-life.ts';
import type { Step } from './steps/step.ts';
import { logs } from '../../utils/settings/logs.ts';
import { pendingSendsOf } from '../../utils/settings/pending-sends.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';

/** A complete copy of three photos of the first person, with plans switched off. */
const copied: Step[] = [['showPlan', false], ['add', 3], ['press'], ['settle']];

type Life = Awaited<ReturnType<typeof startLife>>;

/** The first person has a complete copy. Then Bo signs in, and an open page says so. */
async function boSignsIn(life: Life): Promise<void> {
  for (const step of copied) await life.step(step);
  const { services, press, handlers } = life.state.world;
  services.icloud.session.signInAs(bo);
  await press(() => handlers.checkSession());
}

/** Name of the current log, and the number of its runs. */
async function shown(): Promise<[log: string, runs: number]> {
  const log = await sharedLog();
  return [log.name, await log.count('runs')];
}

test('"Copy Bo too" copies for nobody once Bo has signed out', async () => {
  await using life = await startLife();
  await boSignsIn(life);
  const { services, press, handlers } = life.state.world;
  services.icloud.session.signOut();
  await press(() => handlers.checkSession());
  await press(() => handlers.copySignedIn());
  expect(await shown()).toEqual(['fotoflytt', 1]);
  services.icloud.session.signInAs(bo);
  await press(() => handlers.copySignedIn());
  expect(await shown()).toEqual(['fotoflytt-2', 1]);
});

test.each([
  ['Bo’s copy is shown', ({ world }: Life['state']) => world.handlers.showCopyOf({ log: 'fotoflytt-2' })],
  ['a page says that Bo is signed in', ({ world }: Life['state']) => world.handlers.checkSession()],
])('a press of Bo, which waited for the first copy to be left, begins when %s', async (_, turn) => {
  await using life = await startLife();
  await boSignsIn(life);
  const { state } = life;
  const photo = state.world.services.boLibrary.addPhoto({ bytes: 700 });
  await state.world.press(async () => {
    await state.world.page.add({ assetNames: [photo.recordName], thumbs: [] });
  });
  // the alarm of the press finds the first copy
  await state.world.time.passUntil(() => false, 60_000);
  await state.world.press(() => turn(state));
  const log = await sharedLog();
  expect(await shown()).toEqual(['fotoflytt-2', 1]);
  expect((await readLatestRun(log))?.choice.picks?.assets).toHaveLength(1);
  expect(await pendingSendsOf(log.name).getValue()).toEqual([]);
});

describe('while iCloud keeps the photos of Bo locked', () => {
  const locks = [
    ['approval', (session: IcloudSession) => Object.assign(session, { adp: true, pcsConsent: false })],
    ['locked', (session: IcloudSession) => Object.assign(session, { webAccess: false })],
  ] as const;

  test.each(locks)('(%s) everything follows Bo all the same', async (state, lock) => {
    await using life = await startLife();
    for (const step of copied) await life.step(step);
    const { world } = life.state;
    world.services.icloud.session.signInAs(bo);
    lock(world.services.icloud.session);
    const found = Promise.withResolvers<unknown>();
    await world.press(async () => found.resolve(await world.handlers.readIcloudAccount()));
    expect(await found.promise).toEqual({ session: state, account: bo.appleId, name: bo.fullName });
    expect((await logs.getValue()).signedIn?.accountNumber).toBe(bo.dsid);
    await world.press(() => world.page.add({ assetNames: ['A'], thumbs: [] }));
    expect(await pendingSendsOf('fotoflytt').getValue()).toEqual([]);
    expect(await pendingSendsOf('fotoflytt-2').getValue()).toHaveLength(1);
  });
});
