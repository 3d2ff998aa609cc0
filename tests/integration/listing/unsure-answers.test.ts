import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { type LifeOptions, startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

type Forge = NonNullable<LifeOptions['forge']>;

const MAIN = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const BY_ADDED = 'CPLAssetAndMasterByAddedDate';

const photos = (count: number): Library => {
  const library = createLibrary(37);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 1_400 + photo });
  return library;
};
const namesOf = (library: Library, from: number, to: number): Set<string> =>
  new Set(library.primary.assets.slice(from, to).map(({ recordName }) => recordName));
const transfer = async (world: World, forge: Forge = (_, reply) => reply) => {
  const run = await (await startEngine(world, { forge })).transfer();
  const report = await readReport(world.log);
  return {
    run,
    report,
    codes: run.shortfalls.map(({ code }) => code),
    isWhole: report !== null && isComplete(run, report.totals),
  };
};
const reply = (status: number, body: unknown): IcloudReply => ({
  ...{ status, body: JSON.stringify(body), retryAfter: null },
});
const failure = (serverErrorCode: string) => ({ serverErrorCode, reason: 'said by Apple' });
/** Another answer to some calls, always. */
const always =
  (isMeant: (call: IcloudCall) => boolean, answer: IcloudReply): Forge =>
  (call, real) =>
    isMeant(call) ? answer : real;
const isCount = ({ path }: IcloudCall): boolean => path.endsWith('/internal/records/query/batch');
const isMainAt =
  (rank: number) =>
  ({ body }: IcloudCall): boolean =>
    body.includes(`"${MAIN}"`) && body.includes(`{"type":"INT64","value":${rank}}`);

test.each([
  [500, 'INTERNAL_ERROR', ['shared-unread']],
  [403, 'ACCESS_DENIED', ['shared-unread']],
  [400, 'BAD_REQUEST', []],
  [404, 'ZONE_NOT_FOUND', []],
])('a shared database that always answers %i %s', async (status, code, shortfalls) => {
  const library = photos(3);
  await using world = await startWorld(library);
  const began = world.clock.now();

  const { codes, isWhole } = await transfer(
    world,
    always(({ path }) => path.includes('/shared/'), reply(status, failure(code))),
  );

  expect(codes).toEqual(shortfalls);
  expect(isWhole).toBe(shortfalls.length === 0);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  expect(world.clock.now() - began).toBeLessThan(5 * 60_000);
});

test.each([404, 400, 500])('the list of zones is used when the changes answer %i', async (status) => {
  const library = photos(2);
  const shared = library.addSharedLibrary('shared');
  library.addPhoto({ zone: shared });
  await using world = await startWorld(library);

  const { isWhole } = await transfer(
    world,
    always(({ path }) => path.endsWith('changes/database'), reply(status, failure('BAD_REQUEST'))),
  );

  expect(isWhole).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each([
  ['the count', isCount],
  ['the state of the index', ({ body }: IcloudCall) => body.includes('CheckIndexingState')],
])('%s that always fails does not keep a run from ending', async (_, isMeant) => {
  const library = photos(4);
  await using world = await startWorld(library);

  const { codes, isWhole } = await transfer(world, always(isMeant, reply(500, { error: 'Api Error' })));

  expect([codes, isWhole]).toEqual([[], true]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test.each([{ continuationMarker: 'more' }, {}])(
  'without a count, one empty answer %o is not the end of a list',
  async (marker) => {
    const library = photos(120);
    await using world = await startWorld(library);
    const isSecond = isMainAt(100);
    let left = 2;

    const { codes, isWhole } = await transfer(world, (call, real) => {
      if (isCount(call)) return reply(200, { batch: [failure('INTERNAL_ERROR')] });
      if (!isSecond(call) || left === 0) return real;
      left -= 1;
      return reply(200, { records: [], ...marker });
    });

    expect([codes, isWhole, left]).toEqual([[], true, 0]);
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);

test('a rank without answers does not hide the photos after it', async () => {
  const library = photos(120);
  await using world = await startWorld(library);

  const { codes } = await transfer(world, (call, real) => {
    if (isCount(call)) return reply(200, { batch: [failure('INTERNAL_ERROR')] });
    return isMainAt(100)(call) ? reply(200, { records: [] }) : real;
  });

  expect(codes).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('without a count, lists that differ prove nothing', async () => {
  const library = photos(20);
  await using world = await startWorld(library);
  world.icloud.switches.unlisted.set(MAIN, namesOf(library, 3, 5)).set(BY_ADDED, namesOf(library, 8, 10));

  const { codes, isWhole } = await transfer(world, (call, real) => {
    if (isCount(call)) return reply(200, { batch: [] });
    return call.path.endsWith('changes/zone') ? reply(200, { zones: [failure('BAD_REQUEST')] }) : real;
  });

  expect([codes, isWhole]).toEqual([['lists-differ'], false]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a list that is short proves nothing while no other source can be read', async () => {
  const library = photos(20);
  await using world = await startWorld(library);
  world.icloud.switches.unlisted.set(MAIN, namesOf(library, 3, 5));

  const first = await transfer(world, (call, real) =>
    call.path.endsWith('changes/zone') || call.body.includes(`"${BY_ADDED}"`)
      ? reply(400, failure('BAD_REQUEST'))
      : real,
  );
  const next = await transfer(world);

  expect([first.codes, first.isWhole]).toEqual([['lists-differ'], false]);
  expect([next.codes, next.isWhole]).toEqual([[], true]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('without a count, the history completes lists that differ', async () => {
  const library = photos(20);
  await using world = await startWorld(library);
  world.icloud.switches.unlisted.set(MAIN, namesOf(library, 3, 5)).set(BY_ADDED, namesOf(library, 8, 10));

  const { codes } = await transfer(world, always(isCount, reply(200, { batch: [] })));

  expect(codes).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a library that answers with an error is named as a library', async () => {
  const library = photos(2);
  const shared = library.addSharedLibrary('private');
  library.addPhoto({ zone: shared });
  await using world = await startWorld(library);
  world.icloud.switches.zoneErrors.set(shared.zoneName, failure('ZONE_NOT_FOUND'));

  const { codes, report } = await transfer(world);

  expect(codes).toEqual(['library-unread']);
  expect(report?.skippedZones).toEqual([]);
});

test.each(['CPLMaster', 'CPLAsset'])(
  'a %s that failed once and succeeded later is not a shortfall',
  async (type) => {
    const library = photos(5);
    await using world = await startWorld(library);

    const { codes, report, isWhole } = await transfer(world, (call, real) => {
      if (!call.body.includes(`"${MAIN}"`)) return real;
      const page = JSON.parse(real.body) as { records: { recordName: string; recordType: string }[] };
      const failed = page.records.findIndex(({ recordType }) => recordType === type);
      const records = page.records.map((record, index) =>
        index === failed ? { recordName: record.recordName, ...failure('INTERNAL_ERROR') } : record,
      );
      return reply(200, { ...page, records });
    });

    expect([codes, report?.unusable, isWhole]).toEqual([[], [], true]);
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
);

/** Makes Apple fail a record in changes and lookups. */
const failingIn =
  (name: () => string | null): Forge =>
  (call, real) => {
    const failed = name();
    if (failed === null) return real;
    if (call.path.endsWith('records/lookup') && call.body.includes(failed))
      return reply(500, failure('INTERNAL_ERROR'));
    if (!call.path.endsWith('changes/zone')) return real;
    const body = JSON.parse(real.body) as { zones: { records?: { recordName: string }[] }[] };
    const withFailed = (record: { recordName: string }) =>
      record.recordName === failed ? { recordName: failed, ...failure('INTERNAL_ERROR') } : record;
    const zones = body.zones.map((zone) => ({ ...zone, records: zone.records?.map(withFailed) }));
    return { ...real, body: JSON.stringify({ ...body, zones }) };
  };

test('a new photo that changes fail to show is named where Apple gives no count', async () => {
  const library = photos(3);
  await using world = await startWorld(library);
  let failed: string | null = null;
  const forge: Forge = (call, real) =>
    isCount(call) ? reply(400, failure('BAD_REQUEST')) : failingIn(() => failed)(call, real);
  await transfer(world, forge);
  failed = library.addPhoto({ name: 'NEW.JPG' }).master.recordName;

  const { report, codes, isWhole } = await transfer(world, forge);
  expect(report?.unusable.map(({ name }) => name)).toContain(failed);
  expect([codes, isWhole]).toEqual([['record-unusable'], false]);

  failed = null;
  const life = await startEngine(world, { forge });
  await life.transfer({ thorough: true });
  expect((await readReport(world.log))?.unusable).toEqual([]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
}, 60_000);

test('new files of a listed photo that changes fail to show are found by reading its list again', async () => {
  const library = photos(3);
  await using world = await startWorld(library);
  await transfer(world);
  const [photo] = library.primary.assets;
  if (!photo) throw new Error('there are three');
  let failed: string | null = photo.master.recordName;
  // a record that holds only files, as when one of them arrives late
  photo.zone.touch(photo.master, library.nowMs);
  const { run } = await transfer(
    world,
    failingIn(() => failed),
  );
  expect(run.listing).toBe('all');
  failed = null;
  expect((await transfer(world)).isWhole).toBe(true);
});
