import { isBadRequest, isNotThere } from '../../icloud/errors.ts';
import { isSharedAlbum, libraryKey, type LibraryZone } from '../../icloud/zone.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import { askPart } from '../flow/ask-part.ts';
import { enterMain } from './changes/find-missing-photos.ts';
import { listPhotos } from './list-photos.ts';
import type { ListerTools } from './tools.ts';
import { readHistory } from './changes/zone-history.ts';
import { PER_CALL_ERRORS, attemptOnce } from '../flow/call-retry.ts';

/** Tries of the name of a shared album: without it the folder has another name, and no photo is missing. */
const TITLE_TRIES = 2;

/**
 * New shared albums of the account as they are known now.
 *
 * @param known those that Apple named before
 * @param named those that it names now
 * @param isGone whether one is not there any more
 */
export function knownSharedAlbums(
  known: readonly LibraryZone[],
  named: readonly LibraryZone[],
  isGone: (zone: LibraryZone) => boolean,
): LibraryZone[] {
  const albums = [...known.filter((zone) => !isGone(zone)), ...named].filter(({ zoneName }) =>
    isSharedAlbum(zoneName),
  );
  return [...new Map(albums.map((zone) => [libraryKey(zone), zone])).values()];
}

/** Reads the name of a shared album, once. */
export async function readTitle(
  { key, zone, title }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  if (!isSharedAlbum(zone.zoneName) || title !== undefined) return;
  const outcome = await askPart(tools, signal, () => tools.icloud.readTitle(zone, signal), TITLE_TRIES);
  if ('answer' in outcome) await tools.store.saveMarks(key, { title: outcome.answer });
  else if (isNotThere(outcome.error)) await tools.store.saveMarks(key, { title: null });
}

/**
 * Reads the photos of a shared album into the log: by the date they were added, or from its whole history where Apple
 * refuses that list.
 *
 * @returns which way they were read
 * @throws {TransferError} what needs a person, and the error of an album that cannot be read
 * Source: docs/icloud-photos.md 2.3.
 */
export async function listSharedAlbum(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<'list' | 'history'> {
  const { key, zone } = library;
  const first = () => tools.icloud.readPage(zone, 'main', { rank: 0, most: 1 }, signal);
  const look = await attemptOnce(tools, signal, first, PER_CALL_ERRORS);
  if ('answer' in look || !isBadRequest(look.error)) {
    await listPhotos(library, 'main', tools, signal);
    return 'list';
  }
  const shown = new Set<string>();
  const end = await readHistory(zone, tools, signal, async ({ records, gone }) => {
    await enterMain(records, library, tools, signal);
    for (const { recordName } of records.assets) shown.add(recordName);
    const left = gone.filter((name) => shown.has(name));
    if (left.length > 0) await tools.store.saveGone(key, left);
    await tools.onPage();
  });
  if (end === null) throw look.error;
  await tools.store.saveStartToken(key, end);
  const place = { fromRank: library.lists.main.rank, assetCount: 0, skippedRanks: 0 };
  await tools.store.savePhotos(key, 'main', {
    ...{ items: [], unusable: [] },
    progress: { ...place, isLast: true, isSteady: true, passToken: null },
  });
  return 'history';
}
