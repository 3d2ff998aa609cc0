import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

type Forge = (call: IcloudCall, reply: IcloudReply) => IcloudReply;

const photos = (count: number): Library => {
  const library = createLibrary(81);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 1_400 + photo });
  return library;
};
const failure = (status: number, serverErrorCode: string): IcloudReply => ({
  ...{ status, retryAfter: null },
  body: JSON.stringify({ serverErrorCode, reason: 'Index has invalid data' }),
});
/** Each list answer that would hold a record fails. */
const withoutPage =
  (recordName: string, answer: IcloudReply): Forge =>
  (call, reply) =>
    call.body.includes('startRank') && reply.body.includes(recordName) ? answer : reply;
const press = async (
  world: World,
  forge: Forge = (_, reply) => reply,
): Promise<{ run: Run; isWhole: boolean }> => {
  const run = await (await startEngine(world, { forge })).transfer();
  const report = await readReport(world.log);
  return { run, isWhole: report !== null && isComplete(run, report.totals) };
};

test.each([
  [500, 'INTERNAL_ERROR'],
  [400, 'BAD_REQUEST'],
])(
  'a page that always fails with %i loses one photo, which is named and tried again',
  async (status, code) => {
    const library = photos(320);
    const bad = library.primary.assets[150];
    if (!bad) throw new Error('no photo');
    await using world = await startWorld(library, { speed: 600 });
    const forge: Forge = (call, reply) =>
      call.path.endsWith('changes/zone')
        ? failure(500, 'INTERNAL_ERROR')
        : withoutPage(bad.recordName, failure(status, code))(call, reply);

    const first = await press(world, forge);

    expect(first.run).toMatchObject({ status: 'finished', listedItems: 319 });
    expect(first.run.shortfalls).toMatchObject([{ code: 'photos-unread', facts: { unread: 1 } }]);
    expect(first.isWhole).toBe(false);
    expect(world.jottacloud.tree.files()).toHaveLength(319);

    const lists = (): number =>
      world.icloud.requests.entries.filter(({ body }) => body?.includes('startRank') === true).length;
    const before = lists();
    const second = await press(world, forge);
    expect(second.run.shortfalls).toMatchObject([{ code: 'photos-unread' }]);
    expect(lists() - before).toBe(1);

    const third = await press(world);
    expect(third).toMatchObject({ isWhole: true, run: { shortfalls: [] } });
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
  120_000,
);

test('a photo on a page that fails is found in the history of the library', async () => {
  const library = photos(320);
  const bad = library.primary.assets[150];
  if (!bad) throw new Error('no photo');
  await using world = await startWorld(library, { speed: 600 });

  const { run, isWhole } = await press(world, withoutPage(bad.recordName, failure(500, 'INTERNAL_ERROR')));

  expect([run.shortfalls, isWhole]).toEqual([[], true]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
}, 60_000);

test('a list that shows nothing is abandoned after few calls and read when it is back', async () => {
  const library = photos(3);
  const zone = library.addSharedLibrary('shared');
  library.addPhoto({ zone, bytes: 2_000 });
  await using world = await startWorld(library, { speed: 600 });
  const dead: Forge = (call, reply) =>
    call.body.includes('startRank') && call.body.includes(zone.zoneName)
      ? failure(400, 'BAD_REQUEST')
      : reply;
  const listCalls = (): number =>
    world.icloud.requests.entries.filter(
      ({ body }) => body?.includes('startRank') === true && body.includes(zone.zoneName),
    ).length;

  const first = await press(world, dead);
  const callsOfFirst = listCalls();
  const second = await press(world, dead);
  const callsOfSecond = listCalls() - callsOfFirst;
  const third = await press(world);

  for (const { run, isWhole } of [first, second])
    expect([run.shortfalls.map(({ code }) => code), isWhole]).toEqual([['library-unread'], false]);
  expect(callsOfFirst).toBeLessThanOrEqual(12);
  expect(callsOfSecond).toBeLessThanOrEqual(4);
  expect(third).toMatchObject({ isWhole: true, run: { shortfalls: [] } });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
}, 60_000);

test('one failing album is named, and the others are read', async () => {
  const library = photos(8);
  const albums = library.primary.assets.map((photo, index) => {
    const album = library.albums.addAlbum(`Album ${index}`);
    library.albums.addTo(album, photo);
    return album;
  });
  const bad = albums[3];
  if (!bad) throw new Error('no album');
  await using world = await startWorld(library, { speed: 600 });

  const first = await press(world, (call, reply) =>
    call.body.includes('startRank') && call.body.includes(bad.recordName)
      ? failure(500, 'INTERNAL_ERROR')
      : reply,
  );
  const folders = (): string[] => world.jottacloud.tree.files().map(({ path }) => path.split('/')[1] ?? '');

  expect(first.run.shortfalls).toMatchObject([{ code: 'albums-unread', facts: { albums: 'Album 3' } }]);
  expect(folders().filter((name) => name.startsWith('Album'))).toHaveLength(7);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));

  const second = await press(world);
  expect(second).toMatchObject({ isWhole: true, run: { shortfalls: [] } });
  expect(folders()).toContain('Album 3');
}, 60_000);

test.each([
  [400, 'BAD_REQUEST'],
  [500, 'INTERNAL_ERROR'],
])(
  'a folder that answers %i keeps its contents, and the other folder is read',
  async (status, code) => {
    const library = photos(4);
    const [first, second, third, fourth] = library.primary.assets;
    if (!first || !second || !third || !fourth) throw new Error('no photos');
    const [bad, good] = [library.albums.addFolder('Bad'), library.albums.addFolder('Good')];
    const kept = library.albums.addAlbum('Kept', { parent: bad });
    library.albums.addTo(kept, first);
    library.albums.addTo(library.albums.addAlbum('Read', { parent: good }), second);
    await using world = await startWorld(library, { speed: 600 });
    await press(world);
    library.albums.addTo(kept, third);
    library.albums.addTo(library.albums.addAlbum('New', { parent: good }), fourth);
    const life = await startEngine(world, {
      forge: (call, reply) =>
        call.body.includes('CPLAlbumByPositionLive') && call.body.includes(bad.recordName)
          ? failure(status, code)
          : reply,
    });

    const run = await life.transfer({ thorough: true });

    expect(run.shortfalls).toMatchObject([{ code: 'albums-unread', facts: { albums: 'Bad' } }]);
    const paths = world.jottacloud.tree.files().map(({ path }) => path.split('/').slice(1, -1).join('/'));
    expect(paths.filter((path) => path === 'Bad/Kept')).toHaveLength(2);
    expect(paths).toContain('Good/New');
  },
  60_000,
);

test('changes that always fail are reported and affect no other library', async () => {
  const library = photos(3);
  const zone = library.addSharedLibrary('private');
  library.addPhoto({ zone, name: 'OURS.JPG' });
  await using world = await startWorld(library, { speed: 600 });
  await press(world);
  library.addPhoto({ zone, name: 'OURS2.JPG', bytes: 3_000 });
  library.addPhoto({ name: 'MINE2.JPG', bytes: 3_100 });

  const second = await press(world, (call, reply) =>
    call.path.endsWith('changes/zone') && call.body.includes(zone.zoneName)
      ? failure(500, 'INTERNAL_ERROR')
      : reply,
  );
  expect(second.run.shortfalls).toMatchObject([{ code: 'library-unread' }]);
  expect(world.jottacloud.tree.files()).toHaveLength(5);

  const third = await press(world);
  expect(third).toMatchObject({ isWhole: true, run: { listing: 'changes', shortfalls: [] } });
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
}, 60_000);

test('records that ask for a later retry are waited for, and no photo is lost', async () => {
  const library = photos(30);
  await using world = await startWorld(library, { speed: 60 });
  const began = world.clock.now();
  let calls = 0;
  const forge: Forge = (call, reply) => {
    const isMeant = call.path.endsWith('records/query') || call.path.endsWith('records/lookup');
    if (!isMeant || !reply.body.includes('recordName')) return reply;
    calls += 1;
    if (world.clock.now() - began > 60_000) return reply;
    const page = JSON.parse(reply.body) as { records: { recordName: string }[] };
    const records = page.records.map(({ recordName }) => ({
      ...{ recordName, serverErrorCode: 'THROTTLED', reason: 'THROTTLED', retryAfter: 30 },
    }));
    return { ...reply, body: JSON.stringify({ ...page, records }) };
  };

  const { run, isWhole } = await press(world, forge);

  expect([run.shortfalls, isWhole]).toEqual([[], true]);
  expect((await readReport(world.log))?.problems).toEqual([]);
  expect(calls).toBeLessThan(30);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
}, 60_000);

test('the number of unreadable records is reported, also without names and beyond a thousand', async () => {
  const library = photos(3);
  await using world = await startWorld(library);
  const odd = [
    ...Array.from({ length: 1_200 }, (_, index) => ({ recordName: `ODD${index}`, serverErrorCode: 'X' })),
    {},
    {},
  ];
  const { run } = await press(world, (call, reply) => {
    if (!call.body.includes('WithoutHiddenOrDeleted') || !call.body.includes('startRank')) return reply;
    const page = JSON.parse(reply.body) as { records: object[] };
    return { ...reply, body: JSON.stringify({ ...page, records: [...page.records, ...odd] }) };
  });

  expect(run.shortfalls).toMatchObject([{ code: 'record-unusable', detail: '1202' }]);
  expect(run.plan?.cannot).toContainEqual({ reason: 'unusable', count: 1_202 });
});
