import { attentionOf } from '../../../utils/domain/run/run.ts';
import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { type EngineLife, startEngine, defaultRequest } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createIcloudClient } from '../../../utils/icloud/client.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { confirmRun, copyChosen, stopRun } from '../../../utils/store/runs/runs.ts';
import { createLibrary } from '../../fakes/icloud/library/library.ts';

const onePhoto = () => {
  const library = createLibrary(6);
  library.addPhoto();
  return library;
};
/** Records whose owner differs from the library's. */
const ownedBy =
  (owner: string) =>
  ({ path }: IcloudCall, reply: IcloudReply): IcloudReply =>
    /records\/(query|lookup)$/.test(path)
      ? {
          ...reply,
          body: reply.body.replaceAll(/"ownerRecordName":"[^"]*"/g, `"ownerRecordName":"${owner}"`),
        }
      : reply;

test('another account that signs in without a refused call is recognised before its records are used', async () => {
  await using world = await startWorld(onePhoto());
  const forge = (call: IcloudCall, reply: IcloudReply): IcloudReply => {
    if (call.host === 'cloudkit') world.icloud.session.account.dsid = '20000000002';
    return ownedBy('_somebody-else')(call, reply);
  };
  const life = await startEngine(world, { forge });

  const run = await life.transfer();

  expect(run).toMatchObject({ status: 'attention', attention: { code: 'icloud-other-account' } });
  expect(await world.log.count('items')).toBe(0);
  expect(world.jottacloud.allocations).toEqual([]);
});

test('records with an unknown owner cause one account check', async () => {
  const library = onePhoto();
  await using world = await startWorld(library);
  const life = await startEngine(world, { forge: ownedBy('_defaultOwner') });

  expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });

  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.icloud.requests.to('setup.icloud.com').length).toBeLessThanOrEqual(3);
});

test('the signed-in account is checked every ten minutes of reading', async () => {
  let now = 0;
  let dsid = '1';
  const asked: string[] = [];
  const client = createIcloudClient(
    {
      async post({ path }) {
        asked.push(path.split('/').at(-1) ?? '');
        const ckdatabasews = { url: 'https://p61-ckdatabasews.icloud.com:443' };
        const body = { dsInfo: { dsid }, webservices: { ckdatabasews }, batch: [] };
        return { status: 200, body: JSON.stringify(body), retryAfter: null };
      },
    },
    () => now,
  );
  const zone = {
    database: 'private',
    zoneName: 'PrimarySync',
    ownerRecordName: null,
    zoneType: null,
  } as const;
  const { signal } = new AbortController();

  await client.countItems(zone, ['main'], signal);
  now = 9 * 60_000;
  await client.countItems(zone, ['main'], signal);
  now = 11 * 60_000;
  await client.countItems(zone, ['main'], signal);
  expect(asked).toEqual(['validate', 'batch', 'batch', 'validate', 'batch']);

  dsid = '2';
  now = 22 * 60_000;
  await expect(client.countItems(zone, ['main'], signal)).rejects.toMatchObject({
    code: 'icloud-other-account',
  });
});

const anHourLater = async ({ log, clock }: World): Promise<unknown> => {
  clock.jump(2 * 3_600_000);
  return confirmRun(log, clock.now());
};
const fiveFirst = async ({ log, clock }: World): Promise<unknown> => {
  const items = await log.getAllKeys('photos');
  return copyChosen(log, clock.now(), { ...defaultRequest, choice: { ...everything, items } });
};

test.each([
  ['an hour later', anHourLater],
  ['for the first five', fiveFirst],
])(
  'a plan that is begun %s copies nothing of another account, and binds no account after a stop',
  async (_, begin) => {
    const library = onePhoto();
    await using world = await startWorld(library);
    const life: EngineLife = await startEngine(world);
    await life.press({ isConfirmed: false });
    await life.until(({ status }) => status === 'planned');
    world.icloud.session.account.dsid = '20000000002';

    await begin(world);
    await life.engine.wake();
    await life.until((run) => attentionOf(run)?.code === 'icloud-other-account');

    expect(world.jottacloud.allocations).toEqual([]);
    await stopRun(world.log, world.clock.now());
    await life.engine.wake();
    await life.engine.settled();
    expect(await life.transfer()).toMatchObject({ status: 'finished', shortfalls: [] });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);
