import type { Plan } from '../../domain/run/plan.ts';
import type { Run } from '../../domain/run/run.ts';
import type { AlbumRecord, PhotoRecord } from '../records.ts';
import { amountOf } from '../plan/tally.ts';

type Further = NonNullable<Plan['further']>;

export const noFurther: Further = { files: 0, bytes: 0 };

/** Albums beside the first one that show a photo: each gets its files once more. */
export function furtherOf(
  photo: PhotoRecord,
  keys: readonly string[],
  albumOf: ReadonlyMap<string, AlbumRecord>,
  { arrangement, choice }: Run,
): Further {
  if (arrangement.layout !== 'albums' || photo.list !== 'main') return noFurther;
  const shown = keys.filter(
    (key) => albumOf.get(key)?.kind === 'album' && (choice.albums === null || choice.albums.includes(key)),
  );
  const more = Math.max(0, shown.length - 1);
  const { files, bytes } = amountOf(photo);
  return { files: more * files, bytes: more * bytes };
}

/** The sum of both. */
export const plus = (a: Further, b: Further): Further => ({
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});
