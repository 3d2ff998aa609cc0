import { TransferError } from '../../../errors.ts';
import type { IcloudClient } from '../../../icloud/client.ts';
import { libraryKey } from '../../../icloud/zone.ts';
import type { LibrariesLog } from '../../../ports/libraries-log.ts';
import type { PhotosLog } from '../../../ports/photos-log.ts';
import type { RunLog } from '../../../ports/run-log.ts';
import type { TokensLog } from '../../../ports/tokens-log.ts';
import { listOf } from '../list-membership.ts';

/** Answers to read; this many hold hundreds of photos. */
const MAX_ANSWERS = 8;

type NewPhotosLog = Pick<RunLog, 'claimAccount' | 'readRun'> & LibrariesLog & PhotosLog & TokensLog;

/**
 * Counts the photos that Apple has added to the libraries of the log since the last reading. Writes nothing. If more
 * changed than a few answers hold, it counts only what those answers show.
 *
 * @returns 0 also if another account is signed in, or if the last reading left no token
 * @throws {TransferError} if Apple cannot be asked
 * Source: docs/icloud-photos.md 7.
 */
export async function countNew(
  { icloud, store }: { icloud: IcloudClient; store: NewPhotosLog },
  signal: AbortSignal,
): Promise<number> {
  const session = await icloud.readSession(signal);
  if ((await store.claimAccount(session)).accountNumber !== session.accountNumber) return 0;
  const changed = await readChangedLibraries(icloud, store, signal);
  const withFrames = (await store.readRun())?.arrangement.bursts === 'all';
  const found = new Set<string>();
  let answers = 0;
  for (const { key, zone, syncToken } of await store.libraries())
    for (let token = changed.has(key) ? syncToken : null; token !== null && answers < MAX_ANSWERS;) {
      const answer = await orNullIfMalformed(icloud.readChanges(zone, token, signal));
      if (answer === null || answer === 'token-refused') break;
      answers += 1;
      for (const asset of answer.records.assets) {
        const { recordName, isOtherFrame } = asset;
        const isWanted = listOf(asset) === 'main' && (withFrames || isOtherFrame !== true);
        if (isWanted && !(await store.isListed(key, recordName))) found.add(`${key}/${recordName}`);
      }
      token = answer.moreComing ? answer.syncToken : null;
    }
  return found.size;
}

/** Returns the keys of libraries that changed since the last reading. */
async function readChangedLibraries(
  icloud: IcloudClient,
  store: NewPhotosLog,
  signal: AbortSignal,
): Promise<Set<string>> {
  const tokens = await store.readTokens();
  const changed = new Set<string>();
  for (const database of ['private', 'shared'] as const) {
    const token = tokens[database];
    if (token === null) continue;
    const { libraries } = await icloud.readChangedZones(database, token, signal);
    for (const zone of libraries) changed.add(libraryKey(zone));
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
