import { expect, test } from 'vitest';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { plainLibrary } from '../fakes/icloud/library/plain-library.ts';
import type { PlainClient } from '../fakes/icloud/plain-client.ts';
import { readPage, type WireRecord } from './icloud-list-walk.ts';
import { startIcloud } from './icloud-start.ts';

interface ZonePage {
  records: WireRecord[];
  syncToken: string;
  moreComing: boolean;
  serverErrorCode?: string;
  reason?: string;
}

async function readChanges(client: PlainClient, syncToken?: string): Promise<ZonePage> {
  const zone = {
    zoneID: { zoneName: 'PrimarySync' },
    resultsLimit: 200,
    ...(syncToken === undefined ? {} : { syncToken }),
  };
  const answer = await client.cloudKit('changes/zone', { zones: [zone] });
  expect(answer.status).toBe(200);
  const [page] = (answer.json as { zones: ZonePage[] }).zones;
  if (!page) throw new Error('no zone in the answer');
  if (page.serverErrorCode !== undefined) return page;
  // Every change includes this record, and it says nothing about photos.
  return { ...page, records: page.records.filter(({ recordType }) => recordType !== 'CPLLibraryInfo') };
}

test('the history from the beginning holds every record, in pages of 200', async () => {
  const library = plainLibrary({ items: 150 });
  const { client } = await startIcloud(library);
  const seen: string[] = [];
  let page: ZonePage | undefined;
  do {
    page = await readChanges(client, page?.syncToken);
    expect(page.records.length).toBeLessThanOrEqual(200);
    seen.push(...page.records.map((record) => record.recordName));
  } while (page.moreComing);
  expect(new Set(seen)).toEqual(new Set(library.primary.records.map((record) => record.recordName)));
});

test('after a list’s token only changes are returned: new, edited, trashed, deleted', async () => {
  const library = plainLibrary({ items: 10 });
  const { client } = await startIcloud(library);
  const { syncToken } = await readPage(client, 0);
  const [edited, trashed, gone] = library.primary.assets;
  if (!edited || !trashed || !gone) throw new Error('ten photos have three');
  const added = library.addPhoto();
  library.edit(edited);
  library.delete(trashed);
  library.expunge(gone);
  const page = await readChanges(client, syncToken);
  const byName = new Map(page.records.map((record) => [record.recordName, record]));
  const changed = [added.master, added, edited, trashed.master, trashed, gone, gone.master].map(
    (record) => record.recordName,
  );
  expect(new Set(byName.keys())).toEqual(new Set(changed));
  expect(byName.get(edited.recordName)?.fields).toHaveProperty('resJPEGFullRes');
  expect(byName.get(trashed.recordName)?.fields.isDeleted?.value).toBe(1);
  expect(byName.get(gone.recordName)).toEqual({
    recordName: gone.recordName,
    recordType: null,
    deleted: true,
    recordChangeTag: expect.any(String) as string,
  });
  expect((await readChanges(client, page.syncToken)).records).toEqual([]);
});

test('the full history may begin with an empty page, and every change adds a record of the library', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 1 }));
  fake.switches.emptyFirstChangePage = true;
  const first = await readChanges(client);
  expect(first).toMatchObject({ records: [], moreComing: true });
  const zones = [{ zoneID: { zoneName: 'PrimarySync' }, syncToken: first.syncToken }];
  const { json } = await client.cloudKit('changes/zone', { zones });
  const types = (json as { zones: ZonePage[] }).zones.flatMap(({ records }) =>
    records.map(({ recordType }) => recordType),
  );
  expect(types).toContain('CPLAsset');
  expect(types.at(-1)).toBe('CPLLibraryInfo');
});

test('a photo removed from an album leaves only a record name', async () => {
  const library = plainLibrary({ items: 10 });
  const { client } = await startIcloud(library);
  const { syncToken } = await readPage(client, 0);
  const [relation] = library.primary.relations;
  const [asset] = library.primary.assets;
  if (!relation || !asset) throw new Error('the first tenth is in an album');
  library.albums.removeFrom(relation.album, asset);
  expect((await readChanges(client, syncToken)).records).toEqual([
    { recordName: relation.recordName, deleted: true },
  ]);
});

test('pages without records may come before the end', async () => {
  const { client, fake } = await startIcloud(plainLibrary({ items: 1 }));
  fake.switches.emptyChangePages = 3;
  const pages = [await readChanges(client)];
  while (pages.at(-1)?.moreComing) pages.push(await readChanges(client, pages.at(-1)?.syncToken));
  expect(pages.slice(1).map((page) => page.records.length)).toEqual([0, 0, 0]);
});

test('a photo changed twice is returned once', async () => {
  const library = createLibrary();
  const asset = library.addPhoto();
  const { client } = await startIcloud(library);
  library.setFavourite(asset, true);
  library.setFavourite(asset, false);
  const names = (await readChanges(client)).records.map((record) => record.recordName);
  expect(names.filter((name) => name === asset.recordName)).toHaveLength(1);
});

test.each([
  ['a token that is no token', 'bm8=', 'Invalid continuation format'],
  ['a token of 33 other bytes', Buffer.alloc(33, 2).toString('base64'), 'Unknown sync continuation type'],
])('%s is an error inside a 200 answer', async (_title, token, reason) => {
  const { client } = await startIcloud(createLibrary());
  expect(await readChanges(client, token)).toMatchObject({ serverErrorCode: 'BAD_REQUEST', reason });
});

test('a database token does not work for a zone, and an empty token means caught up', async () => {
  const { client } = await startIcloud(plainLibrary({ items: 2 }));
  const { syncToken } = (await client.cloudKit('changes/database', {})).json as { syncToken: string };
  expect(await readChanges(client, syncToken)).toMatchObject({ serverErrorCode: 'BAD_REQUEST' });
  expect(await readChanges(client, '')).toMatchObject({ records: [], moreComing: false });
});

test('changes/database with its token names only the zones that changed, and no zones where none has', async () => {
  const library = createLibrary();
  const other = library.addSharedLibrary('private');
  const { client } = await startIcloud(library);
  const ask = async (body: object) =>
    (await client.cloudKit('changes/database', body)).json as { syncToken: string; zones: unknown[] };
  const { syncToken } = await ask({});
  expect(await ask({ syncToken })).not.toHaveProperty('zones');
  library.addPhoto({ zone: other });
  expect((await ask({ syncToken })).zones).toEqual([{ zoneID: other.zoneID }]);
});

test('each answer of changes/database holds a new token, and earlier tokens stay valid', async () => {
  const library = plainLibrary({ items: 2 });
  const { client } = await startIcloud(library);
  const ask = async (body: object) =>
    (await client.cloudKit('changes/database', body)).json as { syncToken: string; zones?: unknown[] };
  const first = await ask({});
  const second = await ask({ syncToken: first.syncToken });
  const third = await ask({ syncToken: second.syncToken });
  expect(new Set([first, second, third].map(({ syncToken }) => syncToken)).size).toBe(3);
  expect(third).not.toHaveProperty('zones');
  library.addPhoto();
  expect((await ask({ syncToken: first.syncToken })).zones).toHaveLength(1);
  expect((await ask({ syncToken: third.syncToken })).zones).toHaveLength(1);
});
