import { changeRow } from './change-row.ts';
import { expect } from 'vitest';
import { recount } from '../../../tests/integration/support/recount.ts';
import type { Store } from '../../ports/store.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { type Arrangement, defaultArrangement } from '../../domain/layout/arrangement.ts';
import { type Choice, everything } from '../../domain/album/choice.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import { sampleRun } from '../../domain/testing/sample-run.ts';
import { toDone } from '../../domain/testing/to-done.ts';
import { epochMs, recordName } from '../../units.ts';
import { openLog } from '../database.ts';
import { createLogStore } from '../log-store.ts';
import { startRun } from '../runs/runs.ts';
import { placeAll, SAMPLE_LIBRARY, samplePage, sampleZone } from './sample-log.ts';
import type { LogDatabase } from '../schema.ts';

const SHARED = 'private:SharedSync-1';
const sharedZone: LibraryZone = { ...sampleZone, zoneName: 'SharedSync-1' };
const at = epochMs(1_000);

/** Photos of each list at Apple, and albums with their photos, each named like its record. */
export interface Apple {
  main?: PhotoItem[];
  hidden?: PhotoItem[];
  deleted?: PhotoItem[];
  shared?: PhotoItem[];
  albums?: Record<string, string[]>;
}
/** Changes to the default wish of a press. */
export interface SampleRequest extends Partial<Arrangement> {
  folder?: string;
  choice?: Partial<Choice>;
}

/** A log with a personal and a Shared Library, and presses on "Copy to Jottacloud". */
export interface SampleRuns {
  log: LogDatabase;
  store: Store;
  /** Runs a press: lists the photos, places them, completes all files, and recounts the totals. */
  run(apple: Apple, request?: SampleRequest): Promise<Run>;
  /** Completes all queued files. */
  moveAll(): Promise<void>;
  /** Lists the paths of all files, sorted. */
  paths(): Promise<string[]>;
  bytesFound(): Promise<number>;
}

/** Returns the key of an album of the personal library. */
export const albumKey = (name: string): string => `${SAMPLE_LIBRARY}/${name}`;

/** Lists that a run reads: library, list and its photos. */
const listsOf = (
  { main = [], shared = [], hidden = [], deleted = [] }: Apple,
  arrangement: Arrangement,
): [string, ListName, PhotoItem[]][] => [
  [SAMPLE_LIBRARY, 'main', main],
  [SHARED, 'main', shared],
  ...(arrangement.hidden ? [[SAMPLE_LIBRARY, 'hidden', hidden] as [string, ListName, PhotoItem[]]] : []),
  ...(arrangement.recentlyDeleted
    ? [[SAMPLE_LIBRARY, 'deleted', deleted] as [string, ListName, PhotoItem[]]]
    : []),
];

/** Opens a new log. */
export async function newRuns(logName: string): Promise<SampleRuns> {
  const log = await openLog(logName);
  const store = createLogStore(log);
  await store.saveLibraries([sampleZone, sharedZone], []);

  async function run(
    apple: Apple,
    { folder = 'iCloud Photos', choice = {}, ...arrangement }: SampleRequest = {},
  ): Promise<Run> {
    const request = {
      destinationFolder: folder,
      choice: { ...everything, ...choice },
      arrangement: { ...defaultArrangement, ...arrangement },
      speed: 'normal' as const,
      isConfirmed: true,
    };
    await startRun(log, at, request);
    const albums = Object.entries(apple.albums ?? {});
    await store.saveAlbums(
      SAMPLE_LIBRARY,
      albums.map(([name], index) => ({
        recordName: recordName(name),
        name,
        kind: 'album' as const,
        parent: null,
        createdAt: index,
        position: index,
      })),
    );
    for (const [name, assets] of albums)
      await store.saveMembers(albumKey(name), {
        members: assets.map((assetName, position) => ({ assetName, position, isCover: false })),
        rankCount: assets.length,
        isLast: true,
        passToken: null,
      });
    for (const [library, list, items] of listsOf(apple, request.arrangement))
      await store.savePhotos(library, list, samplePage(items, true));
    const begun = sampleRun({ ...request });
    await placeAll(store, begun);
    await moveAll();
    await changeRow(log, { status: 'finished' });
    expect(await store.readTotals()).toEqual(await recount(log));
    return begun;
  }

  async function moveAll(): Promise<void> {
    const queued = (await log.getAll('files')).filter(({ state }) => state.status === 'queued');
    await Promise.all(queued.map(({ key }) => store.apply(key, ...toDone)));
  }

  return {
    log,
    store,
    run,
    moveAll,
    paths: async () => (await log.getAll('files')).map(({ path }) => path).toSorted(),
    bytesFound: async () => (await store.readTotals()).bytesFound,
  };
}
