import { type Kind, kinds } from '../photos/kind.ts';
import { type Amount, nothing, type Plan } from '../transfer/plan.ts';
import type { Run } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import type { LogDatabase } from './database.ts';
import { isListWanted, isWanted } from './place-photos.ts';
import { isListedNow, type PhotoRecord } from './records.ts';

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
  const libraryOf = new Map(libraries.map((library) => [library.key, library]));
  const known = new Set(await database.getAllKeys('contents'));
  const isKnown = ({ photo: { originals, originalMissing } }: PhotoRecord): boolean =>
    !originalMissing && originals.every(({ checksum }) => known.has(checksum));
  const there = new Set(albums.filter(({ isThere }) => isThere).map(({ key }) => key));
  const byKind = new Map<Kind, Amount>();
  const byLibrary = new Map<string, Amount>();
  let [all, already] = [nothing, nothing];
  let [notChosen, missing, largestBytes] = [0, 0, 0];

  for await (const batch of photosOf(database, run.choice.albums !== null)) {
    for (const { photo, albums: own } of batch) {
      if (!isListedNow(photo, libraryOf)) continue;
      const inAlbums = own.filter((key) => there.has(key));
      if (!isWanted(photo, inAlbums, run)) {
        if (isListWanted(photo.list, run.arrangement)) notChosen += 1;
        continue;
      }
      const amount = amountOf(photo);
      all = sum(all, amount);
      byKind.set(photo.kind, sum(byKind.get(photo.kind) ?? nothing, amount));
      byLibrary.set(photo.libraryKey, sum(byLibrary.get(photo.libraryKey) ?? nothing, amount));
      if (photo.photo.originalMissing) missing += 1;
      if (isKnown(photo)) already = sum(already, amount);
      else largestBytes = Math.max(largestBytes, ...photo.photo.originals.map(({ sizeBytes }) => sizeBytes));
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

/** All photos with the albums they are in, by key. */
async function* photosOf(
  database: LogDatabase,
  withAlbums: boolean,
): AsyncGenerator<{ photo: PhotoRecord; albums: string[] }[]> {
  for (let after: string | null = null; ;) {
    const range: IDBKeyRange | undefined = after === null ? undefined : IDBKeyRange.lowerBound(after, true);
    const transaction = database.transaction(['photos', 'members']);
    const photos = await transaction.objectStore('photos').getAll(range, BATCH);
    const last = photos.at(-1);
    if (!last) return;
    const members = transaction.objectStore('members').index('byAsset');
    const albums = await Promise.all(
      photos.map(async ({ assetName }) =>
        withAlbums ? (await members.getAll(assetName)).map(({ albumKey }) => albumKey) : [],
      ),
    );
    yield photos.map((photo, index) => ({ photo, albums: albums[index] ?? [] }));
    after = last.key;
  }
}

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
