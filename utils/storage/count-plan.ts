import { type Kind, kinds } from '../photos/kind.ts';
import { type Amount, nothing, type Plan } from '../transfer/plan.ts';
import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';
import { isWanted, placementOf } from './place-photos.ts';
import type { ItemRecord, LogRecord, PhotoRecord } from './records.ts';

/** Photos that are counted in one go. */
const BATCH = 500;

/**
 * Counts what a run is going to do, from what was listed: one walk over all photos, a part at a time.
 *
 * Bytes are those of each file's first place; content that several photos share is counted for each of them.
 */
export async function countPlan(database: LogDatabase, run: Run, countedAt: EpochMs): Promise<Plan> {
  const log = await database.get('log', 'log');
  const libraries = await database.getAll('libraries');
  const albums = await database.getAll('albums');
  const passes = new Map(libraries.map(({ key, lists }) => [key, lists]));
  const there = new Set(albums.filter(({ isThere }) => isThere).map(({ key }) => key));
  const byKind = new Map<Kind, Amount>();
  const byLibrary = new Map<string, Amount>();
  let [all, already] = [nothing, nothing];
  let [notChosen, missing, largestBytes] = [0, 0, 0];

  for await (const batch of photosOf(database, run.choice.albums !== null)) {
    for (const { photo, item, albums: own } of batch) {
      if (passes.get(photo.libraryKey)?.[photo.list].pass !== photo.seenInPass) continue;
      const inAlbums = own.filter((key) => there.has(key));
      if (!isWanted(photo, inAlbums, run)) {
        if (photo.list === 'main') notChosen += 1;
        continue;
      }
      const amount = amountOf(photo);
      all = sum(all, amount);
      byKind.set(photo.kind, sum(byKind.get(photo.kind) ?? nothing, amount));
      byLibrary.set(photo.libraryKey, sum(byLibrary.get(photo.libraryKey) ?? nothing, amount));
      if (item && item.openFiles === 0 && item.failedFiles === 0) already = sum(already, amount);
      if (photo.photo.originalMissing) missing += 1;
      largestBytes = Math.max(largestBytes, ...photo.photo.originals.map(({ sizeBytes }) => sizeBytes));
    }
  }
  const count = (list: 'hidden' | 'deleted'): number | null =>
    libraries.every(({ lists }) => lists[list].appleCount === null)
      ? null
      : libraries.reduce((total, { lists }) => total + (lists[list].appleCount ?? 0), 0);
  const chosenAlbums = albums.filter(
    ({ key, kind, isThere }) =>
      isThere && kind === 'album' && (run.choice.albums === null || run.choice.albums.includes(key)),
  );
  return {
    countedAt,
    all,
    already,
    others: othersOf(log, run, already),
    byKind: kinds.flatMap((kind) => {
      const amount = byKind.get(kind);
      return amount ? [{ kind, amount }] : [];
    }),
    byLibrary: libraries.map(({ key, zone }) => ({
      zoneName: zone.zoneName,
      amount: byLibrary.get(key) ?? nothing,
    })),
    albums: chosenAlbums.length,
    notChosen,
    hidden: run.arrangement.hidden ? 0 : count('hidden'),
    recentlyDeleted: run.arrangement.recentlyDeleted ? 0 : count('deleted'),
    cannot: [
      { reason: 'still-uploading' as const, count: missing },
      { reason: 'unusable' as const, count: log?.unusable.length ?? 0 },
      { reason: 'shared-album' as const, count: log?.skippedZones.length ?? 0 },
      {
        reason: 'smart-album' as const,
        count: albums.filter(({ kind, isThere }) => isThere && kind === 'smart').length,
      },
    ].filter(({ count: number }) => number > 0),
    largestBytes,
    bytesPerSecond: log?.bytesPerSecond ?? null,
  };
}

/** All photos with what was moved of them, by key: both stores have the same keys. */
async function* photosOf(
  database: LogDatabase,
  withAlbums: boolean,
): AsyncGenerator<{ photo: PhotoRecord; item: ItemRecord | undefined; albums: string[] }[]> {
  for (let after: string | null = null; ;) {
    const range: IDBKeyRange | undefined = after === null ? undefined : IDBKeyRange.lowerBound(after, true);
    const transaction = database.transaction(['photos', 'items', 'members']);
    const photos = await transaction.objectStore('photos').getAll(range, BATCH);
    const [first, last] = [photos.at(0), photos.at(-1)];
    if (!first || !last) return;
    const members = transaction.objectStore('members').index('byAsset');
    const [items, albums] = await Promise.all([
      transaction.objectStore('items').getAll(IDBKeyRange.bound(first.key, last.key)),
      Promise.all(
        photos.map(async ({ assetName }) =>
          withAlbums ? (await members.getAll(assetName)).map(({ albumKey }) => albumKey) : [],
        ),
      ),
    ]);
    const byKey = new Map(items.map((item) => [item.key, item]));
    yield photos.map((photo, index) => ({ photo, item: byKey.get(photo.key), albums: albums[index] ?? [] }));
    after = last.key;
  }
}

/** Where destination or layout are new, all places are forgotten before the first file, and the sums with them. */
const othersOf = (log: LogRecord | undefined, run: Run, already: Amount): Plan['others'] =>
  log?.placedUnder === placementOf(run)
    ? {
        items: Math.max(0, log.totals.itemsDone - already.items),
        bytes: Math.max(0, log.totals.bytesDone - already.bytes),
      }
    : nothing;

const amountOf = ({ photo: { originals } }: PhotoRecord): Amount => {
  const files = originals.filter(({ field }) => field !== '');
  return {
    items: 1,
    files: files.length,
    bytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
  };
};

const sum = (a: Amount, b: Amount): Amount => ({
  items: a.items + b.items,
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});
