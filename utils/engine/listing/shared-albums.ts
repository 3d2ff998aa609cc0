import { retryTable } from '../../domain/retry/retry-table.ts';
import { isBadRequest, isNotThere } from '../../icloud/errors.ts';
import { isSharedAlbum, libraryKey, type LibraryZone } from '../../icloud/zone.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import { askPart } from '../flow/ask-part.ts';
import { saveMain } from './changes/find-missing-photos.ts';
import { listPhotos } from './photos/list-photos.ts';
import type { ListerTools } from './tools.ts';
import { readHistory } from './changes/zone-history.ts';
import { PER_CALL_ERRORS, attemptOnce } from '../flow/call-retry.ts';

/**
 * Lists the account's new shared albums, each once.
 *
 * @param known albums that Apple named before
 * @param named zones that Apple names now
 * @param isGone whether a zone no longer exists
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

/** Reads the name of a shared album, unless it is known already. */
export async function readTitle(
  { key, zone, title }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  if (!isSharedAlbum(zone.zoneName) || title !== undefined) return;
  const outcome = await askPart(
    tools,
    signal,
    () => tools.icloud.readTitle(zone, signal),
    retryTable.albumTitle.maxTries,
  );
  if ('answer' in outcome) await tools.store.saveMarks(key, { title: outcome.answer });
  else if (isNotThere(outcome.error)) await tools.store.saveMarks(key, { title: null });
}

/**
 * Reads the photos of a shared album into the log: by the date they were added or, if Apple refuses that list, from the
 * album's whole history.
 *
 * @returns the source of the photos
 * @throws {TransferError} if a person has to act, or if the album cannot be read
 * Source: docs/icloud-photos.md 2.3.
 */
export async function listSharedAlbum(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<'list' | 'history'> {
  const { zone } = library;
  const readFirst = () => tools.icloud.readPage(zone, 'main', { rank: 0, limit: 1 }, signal);
  const first = await attemptOnce(tools, signal, readFirst, PER_CALL_ERRORS);
  if ('answer' in first || !isBadRequest(first.error)) {
    await listPhotos(library, 'main', tools, signal);
    return 'list';
  }
  if (!(await readFromHistory(library, tools, signal))) throw first.error;
  return 'history';
}

/** Reads a shared album from its history. @returns false if the history could not be read to its end */
async function readFromHistory(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { key, zone, lists } = library;
  const shown = new Set<string>();
  const endToken = await readHistory(zone, tools, signal, async ({ records, gone }) => {
    await saveMain(records, library, tools, signal);
    for (const { recordName } of records.assets) shown.add(recordName);
    const deleted = gone.filter((name) => shown.has(name));
    if (deleted.length > 0) await tools.store.saveGone(key, deleted);
    await tools.onPage();
  });
  if (endToken === null) return false;
  await tools.store.saveStartToken(key, endToken);
  await tools.store.savePhotos(key, 'main', {
    items: [],
    unusable: [],
    progress: {
      fromRank: lists.main.rank,
      assetCount: 0,
      skippedRanks: 0,
      isLast: true,
      isSteady: true,
      passToken: null,
    },
  });
  return true;
}
