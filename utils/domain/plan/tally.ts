import { isMissing, type PhotoItem } from '../photo/item.ts';
import { type Kind, kinds } from '../photo/kind.ts';
import { addAmounts, type Amount, nothing, type Plan } from './plan.ts';

/** A photo, as far as a plan counts it. */
export interface TalliedPhoto {
  libraryKey: string;
  kind: Kind;
  photo: PhotoItem;
}

/** A library whose photos are counted. */
export interface TalliedLibrary {
  key: string;
  zone: { zoneName: string };
  /** Name of a shared album. */
  title?: string | null;
}

/** Running sums over photos. */
export interface Tally {
  /** @param known for each of its files, whether Jottacloud has its bytes */
  add(photo: TalliedPhoto, known: readonly boolean[]): void;
  read(): Pick<Plan, 'all' | 'already' | 'byKind' | 'byLibrary' | 'largestBytes'>;
}

/** Creates a tally. @param before sums of an earlier count to add to */
export function createTally(
  libraries: readonly TalliedLibrary[],
  before: Pick<Plan, 'all' | 'byKind' | 'byLibrary'> | null,
): Tally {
  const byKind = new Map<Kind, Amount>(before?.byKind.map(({ kind, amount }) => [kind, amount]));
  const byLibrary = new Map<string, Amount>(
    before?.byLibrary.map(({ zoneName, amount }) => [zoneName, amount]),
  );
  const zoneNames = new Map(libraries.map(({ key, zone }) => [key, zone.zoneName]));
  const titles = new Map(libraries.map(({ zone, title }) => [zone.zoneName, title]));
  let all = before?.all ?? nothing;
  let already = nothing;
  let largestBytes = 0;
  return {
    add(photo, known) {
      const amount = amountOf(photo);
      const zoneName = zoneNames.get(photo.libraryKey) ?? '';
      all = addAmounts(all, amount);
      byKind.set(photo.kind, addAmounts(byKind.get(photo.kind) ?? nothing, amount));
      byLibrary.set(zoneName, addAmounts(byLibrary.get(zoneName) ?? nothing, amount));
      const { originals } = photo.photo;
      const there = originals.filter((_, index) => known[index] === true);
      const isAlready = there.length === originals.length;
      already = addAmounts(already, { ...sumOf(there), items: isAlready ? amount.items : 0 });
      for (const [index, { sizeBytes }] of originals.entries())
        if (known[index] !== true) largestBytes = Math.max(largestBytes, sizeBytes);
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
        ...withTitle(titles.get(zoneName)),
        amount: byLibrary.get(zoneName) ?? nothing,
      })),
      largestBytes,
    }),
  };
}

const withTitle = (title: string | null | undefined): { title?: string } => (title ? { title } : {});

/** Returns the amount of one photo. Files missing at Apple count as nothing, and a photo that lacks one is no item. */
export const amountOf = ({ photo: { originals } }: Pick<TalliedPhoto, 'photo'>): Amount => {
  const files = originals.filter((file) => !isMissing(file));
  return { ...sumOf(files), items: Number(files.length === originals.length) };
};

const sumOf = (files: PhotoItem['originals']): Pick<Amount, 'files' | 'bytes'> => ({
  files: files.length,
  bytes: files.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
});
