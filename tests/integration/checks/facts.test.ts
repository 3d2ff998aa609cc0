import { expect, test } from 'vitest';
import { storedContent, wantedContent } from '../support/far-end.ts';
import { type LifeOptions, startEngine } from '../support/start-engine.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { readFacts, saveFacts } from '../../../utils/store/runs/account-facts.ts';
import { readLogRecord } from '../../../utils/store/database.ts';
import type { AccountFacts } from '../../../utils/domain/account/account-facts.ts';
import { MiB } from '../../../utils/units.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';

const known = (world: World, facts: AccountFacts): Promise<void> =>
  saveFacts(world.log, 'icloud', world.icloud.session.account.dsid, facts);

const photos = (count: number): Library => {
  const library = createLibrary(29);
  for (let photo = 0; photo < count; photo += 1) library.addPhoto({ bytes: 1_400 + photo });
  return library;
};

/** A later copy, when an album names photos that no list holds: these are looked up. @returns names in each lookup */
async function laterLookups(world: World): Promise<number[]> {
  const { albums, random } = world.library;
  const album = albums.addAlbum('Rome');
  await (await startEngine(world)).transfer();
  for (let orphan = 0; orphan < 120; orphan += 1) albums.addRelation(album, random.uuid());
  const asked: number[] = [];
  const watch = (call: { path: string; body: string }) => {
    const { records } = JSON.parse(call.body === 'null' ? '{}' : call.body) as { records?: unknown[] };
    if (call.path.includes('records/lookup') && records) asked.push(records.length);
    return () => undefined;
  };
  expect(await (await startEngine(world, { watch })).transfer()).toMatchObject({ status: 'finished' });
  return asked;
}

test.each([
  ['right', 50, 50, [50, 50, 20]],
  ['too high', 200, 50, [120, 60, 30, 30, 30, 30]],
  ['without sense', 0, 200, [120]],
])('a known size of lookups that is %s', async (_, lookupSize, limit, sizes) => {
  await using world = await startWorld(photos(1));
  world.icloud.switches.lookupLimit = limit;
  await known(world, { lookupSize });

  expect(await laterLookups(world)).toEqual(sizes);
});

const MAIN = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';
const BY_ADDED = 'CPLAssetAndMasterByAddedDate';

/** Behind its first page the list shows nothing by rank, although more is due. */
const endsEarly: LifeOptions['forge'] = ({ body }, reply) => {
  if (!body.includes(`"${MAIN}"`) || body.includes('continuationMarker')) return reply;
  if (/"value":0}/.test(body)) return reply;
  const { syncToken } = JSON.parse(reply.body) as { syncToken: string };
  return { ...reply, body: JSON.stringify({ records: [], syncToken }) };
};

test.each([
  ['works', { markerWorks: true }, false, { byMarker: 3, byAdded: 0 }],
  ['works, and has no effect by now', { markerWorks: true }, true, { byMarker: 1, byAdded: 1 }],
  ['is not known to work', {}, false, { byMarker: 0, byAdded: 1 }],
] as const)('for a list that ends too early, a marker that %s', async (_, facts, isIgnored, calls) => {
  const library = photos(320);
  await using world = await startWorld(library, { speed: 600 });
  world.icloud.switches.ignoreContinuationMarker = isIgnored;
  await known(world, facts);
  const asked: string[] = [];
  const watch = ({ body }: { body: string }) => {
    asked.push(body);
    return () => undefined;
  };

  const run = await (await startEngine(world, { watch, forge: endsEarly })).transfer();

  expect(run).toMatchObject({ status: 'finished', shortfalls: [] });
  expect(asked.filter((body) => body.includes('continuationMarker')).length).toBe(calls.byMarker);
  expect(asked.some((body) => body.includes(`"${BY_ADDED}"`))).toBe(calls.byAdded > 0);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

const ranges = ({ icloud }: World): (string | undefined)[] =>
  icloud.requests.to(/icloud-content/).map(({ headers }) => headers['range']);

test.each([
  ['true: nothing is asked in parts', true],
  ['wrong by now', false],
])('the fact that Apple ignores Range is %s', async (_, ignoreRange) => {
  const library = createLibrary(8);
  library.addVideo({ bytes: 50 * MiB });
  await using world = await startWorld(library);
  world.icloud.switches.ignoreRange = ignoreRange;
  await known(world, { rangeWorks: false });

  await (await startEngine(world)).transfer();

  expect(ranges(world)).toEqual([undefined]);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

test('a file arrives although the fact that Range works is outdated', async () => {
  const library = createLibrary(8);
  library.addVideo({ bytes: 50 * MiB });
  await using world = await startWorld(library);
  world.icloud.switches.ignoreRange = true;
  await known(world, { rangeWorks: true });

  await (await startEngine(world)).transfer();

  expect(ranges(world)[0]).toMatch(/^bytes=0-/);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
});

/** Allocates by whether they had the field. */
const handlers = ({ jottacloud }: World): boolean[] =>
  jottacloud.requests.to(/./, /allocate/).map(({ body = '' }) => body.includes('conflict_handler'));

test.each([
  ['refuses the field, as is known', false, true],
  ['takes the field, though another thing is known', false, false],
  ['refuses the field, though another thing is known', true, true],
])('Jottacloud %s', async (_, takesConflictHandler, refusesConflictHandler) => {
  const library = photos(3);
  await using world = await startWorld(library);
  world.jottacloud.uploadSwitches.refusesConflictHandler = refusesConflictHandler;
  const { username } = await world.background.tokens(0, null);
  await saveFacts(world.log, 'jottacloud', username, { takesConflictHandler });

  await (await startEngine(world)).transfer();

  expect(handlers(world).includes(true)).toBe(takesConflictHandler);
  expect(await storedContent(world.jottacloud)).toEqual(wantedContent(library));
  const left = await readFacts(world.log, 'jottacloud', username);
  expect(left.takesConflictHandler).toBe(false);
});

test('facts survive a change of account and do not name the account', async () => {
  await using world = await startWorld(photos(1));
  await known(world, { lookupSize: 50 });
  await (await startEngine(world)).transfer();
  expect(await readFacts(world.log, 'icloud', world.icloud.session.account.dsid)).toEqual({ lookupSize: 50 });
  expect(await readFacts(world.log, 'icloud', '20000000002')).toEqual({});
  const { facts } = await readLogRecord(world.log);
  expect(JSON.stringify(facts)).not.toContain(world.icloud.session.account.dsid);
});
