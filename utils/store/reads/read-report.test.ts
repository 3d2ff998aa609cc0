import 'fake-indexeddb/auto';
import { changeRow } from '../testing/change-row.ts';
import type { RunRequest } from '../../domain/run/run-request.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';
import type { Store } from '../../ports/store.ts';
import type { FileEvent } from '../../domain/file/file.ts';
import type { ReportItem } from '../../domain/report/report.ts';
import type { Run } from '../../domain/run/run.ts';
import { epochMs, md5, recordName } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { readReportItems } from './read-report-files.ts';
import { readReport } from './read-report.ts';
import { startRun } from '../runs/runs.ts';
import { SAMPLE_LIBRARY, sampleItem, samplePage, sampleZone, savePage } from '../testing/sample-log.ts';
import type { LogDatabase } from '../schema.ts';

const SUM = md5('d41d8cd98f00b204e9800998ecf8427e');
const toDone: FileEvent[] = [
  { type: 'started' },
  { type: 'hashComputed', md5: SUM, proof: 'checksum' },
  { type: 'uploadStarted' },
  { type: 'confirmed', outcome: 'uploaded', at: epochMs(1) },
];
const request: RunRequest = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  speed: 'normal',
  isConfirmed: true,
};

let logs = 0;
let log: LogDatabase;
let store: Store;

beforeEach(async () => {
  logs += 1;
  log = await openLog(`report ${logs}`);
  store = createLogStore(log);
});

const begin = async (change: Partial<RunRequest> = {}): Promise<Run> => {
  await startRun(log, epochMs(0), { ...request, ...change });
  await store.saveLibraries([sampleZone], ['CMM-1']);
  const run = await store.readRun();
  if (!run) throw new Error('the run has just begun');
  return run;
};
const place = async (run: Run): Promise<void> => {
  await store.preparePlacing(run);
  for (let isMore = true; isMore;) isMore = await store.placeNext(run);
};
const album = (
  id: string,
  name: string | null,
  change: { kind?: 'folder' | 'smart'; parent?: string } = {},
) => ({
  recordName: recordName(id),
  name,
  kind: change.kind ?? ('album' as const),
  parent: change.parent === undefined ? null : recordName(change.parent),
  createdAt: 0,
  position: 0,
});
const join = (id: string, assetNames: string[]): Promise<void> =>
  store.saveMembers(`${SAMPLE_LIBRARY}/${id}`, {
    members: assetNames.map((name, position) => ({ assetName: recordName(name), position, isCover: false })),
    rankCount: assetNames.length,
    isLast: true,
    passToken: null,
  });
async function allItems(): Promise<ReportItem[]> {
  const items: ReportItem[] = [];
  for await (const batch of readReportItems(log)) items.push(...batch);
  return items;
}

test('before the first run there is no report', async () => {
  expect(await readReport(log)).toBeNull();
});

describe('what is shown at once', () => {
  test('holds each library and album with Apple’s count and ours, albums by name with their folders', async () => {
    await begin();
    await store.saveCount(SAMPLE_LIBRARY, 'main', 3);
    await savePage(store, samplePage([sampleItem('A'), sampleItem('B')], true));
    await store.saveAlbums(SAMPLE_LIBRARY, [
      album('T', 'Travel', { kind: 'folder' }),
      album('N', 'Norway', { parent: 'T' }),
      album('B', 'Best of'),
      album('S', 'Smart', { kind: 'smart' }),
    ]);
    await store.saveAlbumCounts(new Map([[`${SAMPLE_LIBRARY}/N`, 2]]));
    await join('N', ['A']);

    const report = await readReport(log);
    expect(report?.libraries).toEqual([
      { key: SAMPLE_LIBRARY, zoneName: 'PrimarySync', appleCount: 3, itemsFound: 2 },
    ]);
    expect(report?.albums).toEqual([
      { key: `${SAMPLE_LIBRARY}/B`, name: 'Best of', appleCount: null, placesListed: 0 },
      { key: `${SAMPLE_LIBRARY}/N`, name: 'Travel › Norway', appleCount: 2, placesListed: 1 },
    ]);
    expect(report?.leftOut.cannot).toEqual([
      { reason: 'shared-album', count: 1 },
      { reason: 'smart-album', count: 1 },
    ]);
    const sharedOnly = { ...report?.leftOut, cannot: [{ reason: 'shared-album', count: 1 }] };
    expect(await readReport(log, null, 'first')).toEqual({ ...report, albums: [], leftOut: sharedOnly });
  });

  test.each([
    [false, { hidden: 4, copiesHidden: false }, 3],
    [true, { hidden: 0, copiesHidden: true }, 7],
  ])('reports hidden photos by whether they are copied: %s', async (hidden, leftOut, appleCount) => {
    await begin({ arrangement: { ...defaultArrangement, hidden } });
    await store.saveCount(SAMPLE_LIBRARY, 'main', 3);
    await store.saveCount(SAMPLE_LIBRARY, 'hidden', 4);
    const report = await readReport(log);
    expect(report?.leftOut).toMatchObject(leftOut);
    expect(report?.libraries).toMatchObject([{ appleCount }]);
  });

  test('survives folders that are in each other', async () => {
    await begin();
    await store.saveAlbums(SAMPLE_LIBRARY, [
      album('X', 'X', { kind: 'folder', parent: 'Y' }),
      album('Y', 'Y', { kind: 'folder', parent: 'X' }),
      album('N', 'Norway', { parent: 'X' }),
    ]);
    expect((await readReport(log))?.albums).toMatchObject([{ name: 'Y › X › Norway' }]);
  });

  test('names the photo of a file that failed', async () => {
    const run = await begin();
    await savePage(store, samplePage([sampleItem('A')], true));
    await place(run);
    const [file] = await log.getAll('files');
    await store.apply(file?.key ?? '', { type: 'started' });
    const error = { code: 'damaged-twice', detail: '' } as const;
    await store.apply(file?.key ?? '', { type: 'errored', error, retryAt: null, resume: 'queued' });
    expect((await readReport(log))?.problems).toEqual([
      { name: 'IMG_0001.JPG', photo: 'private:PrimarySync/A', assetName: 'A', error },
    ]);
  });
});

describe('of an earlier run', () => {
  test('shows what was kept of that run, and nothing about the latest one', async () => {
    const first = await begin();
    await savePage(store, samplePage([sampleItem('A')], true));
    await place(first);
    const endTotals = await store.readTotals();
    await changeRow(log, { status: 'finished', endedAt: epochMs(9), endTotals });
    await begin();
    expect(await readReport(log, first.id)).toMatchObject({
      isLatest: false,
      totals: endTotals,
      libraries: [],
      problems: [],
      run: { id: first.id, endedAt: 9 },
    });
    expect(await readReport(log, first.id + 1)).toMatchObject({ isLatest: true });
    expect(await readReport(log, 77)).toMatchObject({ isLatest: true, run: { id: first.id + 1 } });
  });
});

describe('all files', () => {
  test('come photo by photo with their albums, places and states, in one order over several parts', async () => {
    const run = await begin();
    const ids = Array.from({ length: 1_100 }, (_, index) => `A${String(index).padStart(4, '0')}`);
    await savePage(
      store,
      samplePage(
        ids.toReversed().map((id) => sampleItem(id)),
        true,
      ),
    );
    await store.saveAlbums(SAMPLE_LIBRARY, [album('N@1', 'Norway'), album('B', 'Best of')]);
    await join('N@1', ['A0007', 'A0600']);
    await join('B', ['A0007']);
    await place(run);
    const done = (await log.getAll('files')).find(({ key }) => key.includes('A0007#'));
    for (const event of toDone) await store.apply(done?.key ?? '', event);

    const items = await allItems();
    expect(items.map(({ assetName }) => assetName)).toEqual(ids);
    const seventh = items[7];
    expect(seventh?.albums.toSorted()).toEqual([`${SAMPLE_LIBRARY}/B`, `${SAMPLE_LIBRARY}/N@1`]);
    expect(seventh?.files.map(({ place: name }) => name).toSorted()).toEqual(['B', 'N@1']);
    expect(seventh?.files.filter(({ status }) => status === 'done')).toMatchObject([
      { md5: SUM, proof: 'checksum' },
    ]);
    expect(items[600]?.files).toMatchObject([{ place: 'N@1', status: 'queued', md5: null }]);
    expect(items[0]).toMatchObject({ kind: 'photo', albums: [], takenAt: Date.UTC(2024, 5, 15) });
  });

  test('of a hidden photo are in no album, as Apple counts none there', async () => {
    const run = await begin({ arrangement: { ...defaultArrangement, hidden: true } });
    await savePage(store, samplePage([sampleItem('A')], true));
    await savePage(store, samplePage([sampleItem('H')], true), 'hidden');
    await store.saveAlbums(SAMPLE_LIBRARY, [album('N', 'Norway')]);
    await join('N', ['A', 'H']);
    await place(run);
    expect(
      (await allItems()).map(({ albums, files }) => [albums, files.map(({ path }) => path.split('/')[0])]),
    ).toEqual([
      [[`${SAMPLE_LIBRARY}/N`], ['Norway']],
      [[], ['Hidden']],
    ]);
  });

  test('belong to their own photo, whatever signs its record name has', async () => {
    const run = await begin();
    const ids = ['A', 'A!', 'A#original@', 'A$', 'B'];
    await savePage(
      store,
      samplePage(
        ids.map((id) => sampleItem(id)),
        true,
      ),
    );
    await place(run);
    expect((await allItems()).map(({ files }) => files.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('that were renamed at the destination show the name they should have', async () => {
    const run = await begin();
    await savePage(store, samplePage([sampleItem('7F3A', { roles: ['original', 'live-video'] })], true));
    await place(run);
    const video = (await log.getAll('files')).find(({ role }) => role === 'live-video');
    if (!video) throw new Error('the photo has no video');
    await store.rename(video, 'taken');
    expect((await allItems())[0]?.files.map(({ wantedName }) => wantedName).toSorted()).toEqual([
      'IMG_0001.JPG',
      'IMG_0001.MOV',
    ]);
  });
});
