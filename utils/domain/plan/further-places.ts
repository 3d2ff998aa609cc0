import { usesAlbumFolders } from '../layout/layouts.ts';
import type { Album } from '../album/album.ts';
import { isAlbumChosen } from '../album/choice.ts';
import type { ListName } from '../layout/destination-path.ts';
import type { Plan } from './plan.ts';
import type { Run } from '../run/run.ts';
import { amountOf, type TalliedPhoto } from './tally.ts';

type Further = NonNullable<Plan['further']>;

/** No copies in albums beside the first one. */
export const noFurther: Further = { files: 0, bytes: 0 };

/** Counts the copies of a photo in albums beside its first one: each album gets its files once more. */
export function furtherOf(
  photo: TalliedPhoto & { list: ListName },
  albumKeys: readonly string[],
  albumByKey: ReadonlyMap<string, Pick<Album, 'kind'>>,
  { arrangement, choice }: Run,
): Further {
  if (!usesAlbumFolders(arrangement, photo.list)) return noFurther;
  const shown = albumKeys.filter(
    (key) => albumByKey.get(key)?.kind === 'album' && isAlbumChosen(choice, key),
  );
  const more = Math.max(0, shown.length - 1);
  const { files, bytes } = amountOf(photo);
  return { files: more * files, bytes: more * bytes };
}

/** Adds two amounts. */
export const plus = (a: Further, b: Further): Further => ({
  files: a.files + b.files,
  bytes: a.bytes + b.bytes,
});
