import { expect, test } from 'vitest';
import { checkIcloud, type CheckOptions } from './run-icloud-checks.ts';
import { type CheckId, checkIds, type CheckRow } from '../../../utils/domain/check/check-row.ts';
import { startWorld, type World } from '../support/start-world.ts';
import { createLibrary, type Library } from '../../fakes/icloud/library/library.ts';
import { plainLibrary } from '../../fakes/icloud/library/plain-library.ts';
import { sampleLibrary } from '../../fakes/sample-library/sample-library.ts';

const verdicts = (rows: CheckRow[]): Partial<Record<CheckId, string>> =>
  Object.fromEntries(rows.map(({ id, result }) => [id, result.verdict]));

const answerOf = (rows: CheckRow[], id: CheckId): string =>
  rows.find((row) => row.id === id)?.result.answer ?? '';

/** More than one page of 100. */
const longLibrary = (): Library => plainLibrary({ items: 130 });

test('an ordinary account gives the expected answers in at most 25 requests', async () => {
  await using world = await startWorld(longLibrary());

  const { rows, facts, calls } = await checkIcloud(world);

  expect(rows.map(({ id }) => id)).toEqual(checkIds.slice(0, rows.length));
  expect(rows.filter(({ result }) => result.verdict !== 'expected')).toEqual([]);
  expect(facts).toEqual({ markerWorks: true, lookupSize: 200, rangeWorks: true });
  expect(calls).toBeLessThanOrEqual(25);
});

const migrated = (): Library => {
  const library = createLibrary(4, 'PrimarySync1');
  for (let photo = 0; photo < 12; photo += 1) library.addPhoto();
  return library;
};

/** One resource of an unknown kind. */
const strangeFile = (): Library => {
  const library = longLibrary();
  const [newest] = library.primary.assets.toReversed();
  newest?.oddFields.set('resHologramRes', {
    type: 'ASSETID',
    value: { fileChecksum: 'AQ', size: 5, downloadURL: 'https://cvws.icloud-content.com/B/x/y?o=1' },
  });
  return library;
};

const otherWays: [CheckId, string, (world: World) => void, string, CheckOptions?, (() => Library)?][] = [
  ['signedIn', 'Advanced Data Protection', ({ icloud }) => (icloud.session.adp = true), 'Protection on'],
  [
    'photoService',
    'a host without a partition',
    ({ icloud }) => (icloud.session.hasPartition = false),
    'host ckdatabasews.icloud.com;',
  ],
  [
    'zones',
    'a shared database that fails',
    ({ icloud }) => (icloud.switches.sharedDatabaseFails = true),
    'shared: refused',
  ],
  ['zones', 'a migrated library', () => undefined, 'PrimarySyncN 1', {}, migrated],
  ['listPage', 'a file that nobody knows', () => undefined, 'unknown files: resHologram', {}, strangeFile],
  [
    'counts',
    'a list that is short of its count',
    ({ icloud, library }) =>
      icloud.switches.unlisted.set(
        'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted',
        new Set(library.primary.assets.slice(0, 2).map(({ recordName }) => recordName)),
      ),
    'the list ends earlier',
  ],
  [
    'marker',
    'a marker without effect',
    ({ icloud }) => (icloud.switches.ignoreContinuationMarker = true),
    'the first photos again',
  ],
  ['lookup', 'fewer names', ({ icloud }) => (icloud.switches.lookupLimit = 60), '100: refused; 50: 50'],
  ['addressLife', 'an hour', ({ icloud }) => (icloud.switches.urlLifeSeconds = 3_600), 'seconds'],
  ['range', 'the whole file', ({ icloud }) => (icloud.switches.ignoreRange = true), 'status 200'],
  [
    'checksum',
    'a fingerprint of another kind',
    () => undefined,
    'not equal',
    {
      forge: ({ path }, reply) => ({
        ...reply,
        body: path.includes('lookup')
          ? reply.body.replaceAll(/("fileChecksum":")[^"]*/g, '$1AzEncryptedFingerprintOfAnotherKind')
          : reply.body,
      }),
    },
  ],
  [
    'changes',
    'an empty page first',
    ({ icloud }) => (icloud.switches.emptyFirstChangePage = true),
    'an empty page, moreComing yes',
  ],
  ['changes', 'an index at work', ({ icloud }) => (icloud.switches.indexing = 'RUNNING'), 'not finished'],
  [
    'pageParameters',
    'a page that made no call yet',
    () => undefined,
    'none',
    { pageSummary: { tiles: 3, signed: 3, blobReadable: 0, blobUnreadable: 0, parameters: [] } },
  ],
  [
    'pagePictures',
    'pictures that cannot be read',
    () => undefined,
    '3 with an unreadable blob',
    { pageSummary: { tiles: 3, signed: 0, blobReadable: 0, blobUnreadable: 3, parameters: [] } },
  ],
];

test.each(otherWays)('%s: %s is reversed', async (id, _, turn, answer, options, library) => {
  await using world = await startWorld((library ?? longLibrary)());
  turn(world);
  const { rows } = await checkIcloud(world, options);
  expect(verdicts(rows)[id]).toBe('other-way');
  expect(answerOf(rows, id)).toContain(answer);
});

test('facts change how the client asks', async () => {
  await using world = await startWorld(longLibrary());
  const { switches } = world.icloud;
  Object.assign(switches, { lookupLimit: 60, ignoreRange: true, ignoreContinuationMarker: true });
  expect((await checkIcloud(world)).facts).toEqual({
    lookupSize: 50,
    rangeWorks: false,
    markerWorks: false,
  });
});

test.each([
  ['signedIn', /validate$/],
  ['zones', /private\/changes\/database$/],
  ['listPage', /records\/query$/],
  ['counts', /query\/batch$/],
  ['lookup', /records\/lookup$/],
  ['changes', /changes\/zone$/],
] as const)('%s: a malformed answer counts as not understood and is not quoted', async (id, path) => {
  await using world = await startWorld(longLibrary());
  for (const body of ['<html>kari@example.no</html>', '{"odd":["kari@example.no"]}', '[]']) {
    const forge: CheckOptions['forge'] = (call, reply) => (path.test(call.path) ? { ...reply, body } : reply);
    const { rows } = await checkIcloud(world, { forge });
    expect([body, verdicts(rows)[id]]).toEqual([
      body,
      id === 'signedIn' && body[0] === '{' ? 'not-asked' : 'not-understood',
    ]);
    expect(JSON.stringify(rows)).not.toContain('kari');
  }
});

test('records of another shape count as not understood', async () => {
  await using world = await startWorld(longLibrary());
  world.icloud.switches.otherShape = true;
  expect(verdicts((await checkIcloud(world)).rows).listPage).toBe('not-understood');
});

test('when signed out, the first check says so and dependent checks are skipped', async () => {
  await using world = await startWorld(longLibrary());
  world.icloud.session.signOut();

  const { rows, calls } = await checkIcloud(world, { pageSummary: null });

  expect(rows[0]?.result).toEqual({ verdict: 'not-asked', answer: 'icloud-signed-out', why: 'unreached' });
  expect([...new Set(rows.map(({ result }) => result.verdict))]).toEqual(['not-asked']);
  expect(calls).toBe(1);
});

test('an account without photos, albums and a full page skips the checks that need them', async () => {
  await using world = await startWorld(createLibrary(1));
  const { rows } = await checkIcloud(world, { pageSummary: null });
  expect(verdicts(rows)).toMatchObject({ zones: 'expected', listPage: 'not-asked', albums: 'not-asked' });
});

test('no row contains account names, photo names or URLs', async () => {
  const library = sampleLibrary();
  await using world = await startWorld(library);
  const { rows } = await checkIcloud(world);
  const text = JSON.stringify(rows);
  const { account } = world.icloud.session;
  const names = library.zones.flatMap((zone) => [
    zone.zoneName.replace(/^PrimarySync$/, '-'),
    zone.ownerRecordName,
    ...zone.assets.flatMap(({ recordName, master }) => [recordName, master.recordName]),
  ]);
  const secrets = [
    account.dsid,
    account.appleId,
    account.fullName,
    'IMG_',
    'icloud-content',
    '&s=',
    ...names,
  ];
  expect(rows.length).toBe(15);
  expect(names.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => secret !== '-' && text.includes(secret))).toEqual([]);
});
