import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import type { IcloudCall, IcloudReply } from '../../../utils/icloud/transport.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { countAlbumPhotos } from '../../../utils/store/listing/album-photos.ts';
import { readReport } from '../../../utils/store/reads/read-report.ts';
import { missingInAlbum } from '../../../utils/domain/album/album-shortfall.ts';
import { type Run } from '../../../utils/domain/run/run.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';

const MAIN = 'CPLAssetByAssetDateWithoutHiddenOrDeleted';
/** Requests of a press with nothing new: to both services together. */
const MAX_IDLE_REQUESTS = 10;

const photos = (count: number): Library => {
  const library = createLibrary(71);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 1_400 + photo });
  return library;
};

/** Apple's counts with another number for some of the lists. */
const countedAs =
  (difference: (index: string) => number) =>
  (call: IcloudCall, reply: IcloudReply): IcloudReply => {
    if (!call.path.endsWith('query/batch')) return reply;
    const body = JSON.parse(reply.body) as {
      batch: { records: { recordName: string; fields: { itemCount: { value: number } } }[] }[];
    };
    for (const { records } of body.batch)
      for (const { recordName, fields } of records) fields.itemCount.value += difference(recordName);
    return { ...reply, body: JSON.stringify(body) };
  };
const ofMain = (difference: number) => countedAs((index) => (index.includes(MAIN) ? difference : 0));

/** A press, and what it cost. */
const press = async (
  world: World,
  forge: (call: IcloudCall, reply: IcloudReply) => IcloudReply = (_, reply) => reply,
  request: Parameters<Awaited<ReturnType<typeof startEngine>>['transfer']>[0] = {},
): Promise<{ run: Run; requests: number; lists: number; isWhole: boolean }> => {
  const made = (): number => world.icloud.requests.entries.length + world.jottacloud.requests.entries.length;
  const listed = (): number =>
    world.icloud.requests.entries.filter(({ body }) => body?.includes('startRank') === true).length;
  const before = { requests: made(), lists: listed() };
  const run = await (await startEngine(world, { forge })).transfer(request);
  const report = await readReport(world.log);
  return {
    run,
    requests: made() - before.requests,
    lists: listed() - before.lists,
    isWhole: report !== null && isComplete(run, report.totals),
  };
};

test.each([33, 1, -1])(
  'a count that stays %i above its list causes no further readings',
  async (difference) => {
    const library = photos(450);
    await using world = await startWorld(library);
    const forge = ofMain(difference);

    const first = await press(world, forge);
    const later = [await press(world, forge), await press(world, forge)];

    expect([first.run.shortfalls, first.isWhole]).toEqual([[], true]);
    const remarks =
      difference > 0 ? [{ code: 'list-short', facts: { shown: 450, counted: 450 + difference } }] : [];
    expect(first.run.remarks).toMatchObject(remarks);
    for (const { run, requests, lists, isWhole } of later) {
      expect([run.listing, lists, isWhole]).toEqual(['changes', 0, true]);
      expect(requests).toBeLessThanOrEqual(MAX_IDLE_REQUESTS);
      expect(run.remarks).toMatchObject(remarks);
    }
    expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  },
  60_000,
);

test('"Check again" reads a list with a lasting difference once', async () => {
  const library = photos(450);
  await using world = await startWorld(library);
  await press(world, ofMain(7));

  const { lists, isWhole } = await press(world, ofMain(7), { thorough: true });

  expect([lists, isWhole]).toEqual([5, true]);
});

test('a new photo beside a lasting difference is copied, and a growing difference is checked once', async () => {
  const library = photos(120);
  await using world = await startWorld(library);
  await press(world, ofMain(3));
  library.addPhoto({ name: 'NEW.JPG', bytes: 3_000 });

  const added = await press(world, ofMain(3));
  const flapping = await press(world, ofMain(5));
  const [photo] = library.primary.assets;
  if (photo) library.setFavourite(photo, true);
  const grown = [await press(world, ofMain(4)), await press(world, ofMain(4))];

  expect([added.run.listing, added.lists, added.isWhole]).toEqual(['changes', 0, true]);
  expect([flapping.run.listing, flapping.lists, flapping.isWhole]).toEqual(['changes', 0, true]);
  expect(grown.map(({ lists, isWhole }) => [lists > 0, isWhole])).toEqual([
    [true, true],
    [false, true],
  ]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a photo that expires from Recently Deleted does not make a copy incomplete', async () => {
  const library = photos(4);
  const [photo] = library.primary.assets;
  if (!photo) throw new Error('no photo');
  library.delete(photo);
  await using world = await startWorld(library);
  const request = { arrangement: { ...defaultArrangement, recentlyDeleted: true } };
  await press(world, undefined, request);
  library.expunge(photo);

  const { run, isWhole } = await press(world, undefined, request);

  expect([run.listing, run.shortfalls, run.remarks, isWhole]).toEqual(['changes', [], [], true]);
});

test('a photo that is un-hidden does not make a copy of Hidden incomplete', async () => {
  const library = photos(3);
  const hidden = library.addPhoto({ name: 'SECRET.JPG', hidden: true });
  await using world = await startWorld(library);
  const request = { arrangement: { ...defaultArrangement, hidden: true } };
  await press(world, undefined, request);
  library.setHidden(hidden, false);

  const { run, isWhole } = await press(world, undefined, request);

  expect([run.listing, run.shortfalls, run.remarks, isWhole]).toEqual(['changes', [], [], true]);
});

test('a counter of 0 does not prove that an album is empty', async () => {
  const library = photos(5);
  library.albums.addTo(library.albums.addAlbum('Tur'), ...library.primary.assets);
  await using world = await startWorld(library);

  const { isWhole } = await press(
    world,
    countedAs((index) => (index.includes('CPLContainer') ? -5 : 0)),
  );

  expect(isWhole).toBe(true);
  expect(world.jottacloud.tree.files().map(({ path }) => path.split('/')[1])).toEqual(
    Array.from({ length: 5 }, () => 'Tur'),
  );
});

test('a library that Apple counts as empty is still read', async () => {
  const library = photos(230);
  await using world = await startWorld(library);

  const { isWhole } = await press(world, ofMain(-230));

  expect(isWhole).toBe(true);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('an album whose counter includes hidden photos is complete after at most one more reading', async () => {
  const library = photos(2);
  const album = library.albums.addAlbum('Tur');
  library.albums.addTo(album, ...library.primary.assets);
  await using world = await startWorld(library);
  const forge = countedAs((index) => (index.includes('CPLContainer') ? 3 : 0));
  const albumPages = (): number =>
    world.icloud.requests.entries.filter(({ body }) => body?.includes('CPLContainerRelationLive')).length;

  const { run, isWhole } = await press(world, forge);
  const pages = albumPages();
  await press(world, forge, { thorough: true });

  // Each of the two readings looks behind the last photo three times, the later one knows that nothing is there.
  expect([isWhole, pages, albumPages() - pages]).toEqual([true, 8, 1]);
  const [row] = (await readReport(world.log))?.albums ?? [];
  const { byAlbum } = await countAlbumPhotos(world.log, new Set([row?.key ?? '']));
  const tally = { wantedByAlbum: new Map(byAlbum), storedByAlbum: new Map(byAlbum) };
  expect(row).toMatchObject({ appleCount: 5, placesListed: 2 });
  expect(row && missingInAlbum(row, tally, byAlbum, run)).toBe(0);
});
