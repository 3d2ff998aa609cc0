import { type Kind, kinds } from '../../domain/photo/kind.ts';
import { isMissing } from '../../domain/photo/item.ts';
import { type Amount, nothing, type Plan } from '../../domain/run/plan.ts';
import type { LibraryRecord, PhotoRecord } from '../records.ts';

/** What photos come to, while they are counted. */
export interface Tally {
  add(photo: PhotoRecord, isAlready: boolean): void;
  read(): Pick<Plan, 'all' | 'already' | 'byKind' | 'byLibrary' | 'largestBytes'>;
}

/** @param before what was counted earlier and is added to */
export function createTally(
  libraries: readonly LibraryRecord[],
  before: Pick<Plan, 'all' | 'byKind' | 'byLibrary'> | null,
): Tally {
  const byKind = new Map<Kind, Amount>(before?.byKind.map(({ kind, amount }) => [kind, amount]));
  const byLibrary = new Map<string, Amount>(
    before?.byLibrary.map(({ zoneName, amount }) => [zoneName, amount]),
  );
  const zoneNames = new Map(libraries.map(({ key, zone }) => [key, zone.zoneName]));
  const titles = new Map(libraries.map(({ zone, title }) => [zone.zoneName, title]));
  let [all, already] = [before?.all ?? nothing, nothing];
  let largestBytes = 0;
  return {
    add(photo, isAlready) {
      const amount = amountOf(photo);
      const zoneName = zoneNames.get(photo.libraryKey) ?? '';
      all = sum(all, amount);
      byKind.set(photo.kind, sum(byKind.get(photo.kind) ?? nothing, amount));
      byLibrary.set(zoneName, sum(byLibrary.get(zoneName) ?? nothing, amount));
      if (isAlready) already = sum(already, amount);
      else largestBytes = Math.max(largestBytes, ...photo.photo.originals.map(({ sizeBytes }) => sizeBytes));
    },
    read: () => ({
      all,
      already,
      byKind: kinds.flatMap((kind) => {
        const amount = byKind.get(kind);
        return amount ? [{ kind, amount }] : [];
      }),
      byLibrary: [...zoneNames.values()].map((zoneName) => ({
        zoneName,
        ...named(titles.get(zoneName)),
        amount: byLibrary.get(zoneName) ?? nothing,
      })),
      largestBytes,
    }),
  };
}

const named = (title: string | null | undefined): { title?: string } => (title ? { title } : {});

/** What one photo comes to. Files that Apple does not have come to nothing, and a photo that lacks one is not counted. */
export const amountOf = ({ photo: { originals } }: Pick<PhotoRecord, 'photo'>): Amount => {
  const files = originals.filter((file) => !isMissing(file));
  return {
    items: Number(files.length === originals.length),
    files: files.length,
    bytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
  };
};

const sum = (a: Amount, b: Amount): Amount => ({
  items: a.items + b.items,
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});
