import { isListWanted } from '../../domain/plan/selection.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import type { ErrorRecord } from '../../errors.ts';
import type { Choice } from '../../domain/album/choice.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Run } from '../../domain/run/run.ts';
import { createPhotosOfAsset } from '../photos-of-asset.ts';
import { isListedNow } from '../records.ts';
import type { LogDatabase, PhotoRecord } from '../schema.ts';

/**
 * Compares a choice with Apple's lists: photos by record name, thumbnail or key, albums by key, and dates without any
 * photo. Returns one shortfall per kind, with both numbers.
 */
export async function choiceShortfalls(
  database: LogDatabase,
  run: Pick<Run, 'choice' | 'arrangement'>,
  plan: Pick<Plan, 'all'>,
): Promise<ErrorRecord[]> {
  const { choice } = run;
  const [photos, albums] = await Promise.all([photosFound(database, run), albumsFound(database, choice)]);
  const hasDates = choice.from !== null || choice.to !== null;
  const isEmpty = hasDates && plan.all.items === 0 && photos.wanted === 0;
  return [
    ...shortfall('picks-not-found', photos),
    ...shortfall('albums-not-found', albums),
    ...(isEmpty ? [{ code: 'dates-empty', detail: '', service: 'icloud' } as const] : []),
  ];
}

/** How many the choice names, and how many of them exist. */
interface Found {
  wanted: number;
  found: number;
}

const shortfall = (code: 'picks-not-found' | 'albums-not-found', { wanted, found }: Found): ErrorRecord[] =>
  found < wanted
    ? [
        {
          code,
          detail: `${found} of ${wanted}`,
          service: 'icloud',
          facts: { counted: wanted, shown: found },
        },
      ]
    : [];

async function photosFound(
  database: LogDatabase,
  { choice, arrangement }: Pick<Run, 'choice' | 'arrangement'>,
): Promise<Found> {
  const { items, picks } = choice;
  if (items === null && picks === null) return { wanted: 0, found: 0 };
  const transaction = database.transaction(['photos', 'libraries']);
  const libraries = await transaction.objectStore('libraries').getAll();
  const libraryOf = new Map(libraries.map((library: ListedLibrary) => [library.key, library]));
  const photos = transaction.objectStore('photos');
  const isThere = (found: readonly PhotoRecord[]): boolean =>
    found.some((photo) => isListedNow(photo, libraryOf) && isListWanted(photo, arrangement));
  const checks = [
    ...(items ?? []).map((key) => photos.getAll(key)),
    ...(picks?.assets ?? []).map(createPhotosOfAsset(transaction)),
    ...(picks?.thumbs ?? []).map((thumb) => photos.index('byThumb').getAll(thumb)),
  ];
  const found = (await Promise.all(checks)).filter(isThere).length;
  return { wanted: checks.length, found };
}

async function albumsFound(database: LogDatabase, { albums }: Choice): Promise<Found> {
  if (albums === null) return { wanted: 0, found: 0 };
  const transaction = database.transaction('albums');
  const records = await Promise.all(albums.map((key) => transaction.store.get(key)));
  const found = records.filter((album) => album?.isThere && album.kind === 'album').length;
  return { wanted: albums.length, found };
}

/** Starts the key of an album whose library is unknown until albums are listed. */
const ANY_LIBRARY = '/';

/** Returns the key of an album in a choice while its library is unknown. */
export const unlistedAlbumKey = (recordName: string): string => `${ANY_LIBRARY}${recordName}`;

/** Returns the choice with the keys of albums that were listed meanwhile. Other keys stay unchanged. */
export async function withListedAlbums(database: LogDatabase, choice: Choice): Promise<Choice> {
  if (!choice.albums?.some((key) => key.startsWith(ANY_LIBRARY))) return choice;
  const listed = (await database.getAll('albums')).filter(({ isThere }) => isThere);
  const keys = choice.albums.flatMap((key) => {
    const named = key.startsWith(ANY_LIBRARY)
      ? listed.filter(({ recordName }) => key === unlistedAlbumKey(recordName))
      : [];
    return named.length > 0 ? named.map((album) => album.key) : [key];
  });
  return { ...choice, albums: keys };
}
