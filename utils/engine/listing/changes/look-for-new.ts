import { TransferError } from '../../../errors.ts';
import type { IcloudClient } from '../../../icloud/client.ts';
import { isSharedAlbum, libraryKey } from '../../../icloud/zone.ts';
import type { LibrariesLog } from '../../../ports/libraries-log.ts';
import type { PhotosLog } from '../../../ports/photos-log.ts';
import type { RunLog } from '../../../ports/run-log.ts';
import type { TokensLog } from '../../../ports/tokens-log.ts';
import { listOf } from '../list-membership.ts';

/** Answers to read; this many hold hundreds of photos. */
const MAX_ANSWERS = 8;
/** Photos without a place to count, for instance those of a plan that was dropped. Of more, all are left over (top-ups.ts). */
const MAX_UNPLACED = 2_000;

type NewPhotosLog = Pick<RunLog, 'claimAccount' | 'readRun'> & LibrariesLog & PhotosLog & TokensLog;

/** Changes at Apple since the last reading. */
export interface Look {
  /** Photos that Apple has added to the libraries of the log, and those that the log knows without a place. */
  newPhotos: number;
  /** Anything has changed there, for instance an edit or an album. */
  hasChanged: boolean;
  /** There may be more new photos: a library is new too, or cannot be read now, or more changed than was read. */
  mayHaveMore: boolean;
}

/**
 * Looks for photos that Apple has added to the libraries of the log since the last reading. Costs one call a database, and
 * a few more where something changed. Writes nothing. If more changed than a few answers hold, it counts only what those
 * answers show.
 *
 * @returns null if another account is signed in, or if the last reading left no token
 * @throws {TransferError} if Apple cannot be asked
 * Source: docs/icloud-photos.md 7.
 */
export async function lookForNew(
  { icloud, store }: { icloud: IcloudClient; store: NewPhotosLog },
  signal: AbortSignal,
): Promise<Look | null> {
  const session = await icloud.readSession(signal);
  if ((await store.claimAccount(session)).accountNumber !== session.accountNumber) return null;
  const libraries = await store.libraries();
  const isKnown = (changedKey: string): boolean => libraries.some(({ key }) => key === changedKey);
  const changed = await readChangedLibraries({ icloud, store, isKnown }, signal);
  if (changed === null) return null;
  const withFrames = (await store.readRun())?.arrangement.bursts === 'all';
  const found = new Set(await store.unplacedPhotos(MAX_UNPLACED));
  let mayHaveMore = [...changed].some((key) => !isKnown(key));
  let answers = 0;
  for (const { key, zone, syncToken } of libraries)
    for (let token = changed.has(key) ? syncToken : null; token !== null;) {
      const answer =
        answers < MAX_ANSWERS ? await orNullIfMalformed(icloud.readChanges(zone, token, signal)) : null;
      if (answer === null || answer === 'token-refused') {
        mayHaveMore = true;
        break;
      }
      answers += 1;
      for (const asset of answer.records.assets) {
        const { recordName, isOtherFrame } = asset;
        const isWanted = listOf(asset) === 'main' && (withFrames || isOtherFrame !== true);
        if (isWanted && !(await store.isListed(key, recordName))) found.add(`${key}/${recordName}`);
      }
      token = answer.moreComing ? answer.syncToken : null;
    }
  return { newPhotos: found.size, hasChanged: changed.size > 0, mayHaveMore };
}

interface ChangesSource {
  icloud: IcloudClient;
  store: NewPhotosLog;
  /** Whether the log has a library. */
  isKnown: (key: string) => boolean;
}

/** Returns the keys of libraries that changed since the last reading; null if it left no token. */
async function readChangedLibraries(
  { icloud, store, isKnown }: ChangesSource,
  signal: AbortSignal,
): Promise<Set<string> | null> {
  const tokens = await store.readTokens();
  if (tokens.private === null) return null;
  const changed = new Set<string>();
  for (const database of ['private', 'shared'] as const) {
    const token = tokens[database];
    if (token === null) continue;
    const { libraries } = await icloud.readChangedZones(database, token, signal);
    for (const zone of libraries) {
      const key = libraryKey(zone);
      // Shared albums are in the log only while they are copied.
      if (!isSharedAlbum(zone.zoneName) || isKnown(key)) changed.add(key);
    }
  }
  return changed;
}

/** A library that cannot be read now adds nothing to the count. */
async function orNullIfMalformed<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'bad-response') return null;
    throw error;
  }
}
