import { TransferError } from '../../../errors.ts';
import type { IcloudClient } from '../../../icloud/client.ts';
import { libraryKey } from '../../../icloud/zone.ts';
import type { ListingLog } from '../../../ports/listing-log.ts';
import type { RunLog } from '../../../ports/run-log.ts';

/** Answers that are read at most: so many tell of hundreds of photos. */
const MAX_ANSWERS = 8;

/**
 * Counts photos that came to the libraries of the log since the last reading, by what Apple says has changed since.
 * Nothing is written; where more changed than a few answers hold, it counts what they tell.
 *
 * @returns 0 also where another account is signed in, or the last reading left no token to ask with
 * @throws {TransferError} what stands in the way
 * Source: docs/icloud-photos.md 7.
 */
export async function countNew(
  { icloud, store }: { icloud: IcloudClient; store: Pick<RunLog, 'claimAccount' | 'readRun'> & ListingLog },
  signal: AbortSignal,
): Promise<number> {
  const session = await icloud.readSession(signal);
  if ((await store.claimAccount(session)).accountNumber !== session.accountNumber) return 0;
  const tokens = await store.readTokens();
  const changed = new Set<string>();
  for (const database of ['private', 'shared'] as const) {
    const token = tokens[database];
    if (token === null) continue;
    const { libraries } = await icloud.readChangedZones(database, token, signal);
    for (const zone of libraries) changed.add(libraryKey(zone));
  }
  const withFrames = (await store.readRun())?.arrangement.bursts === 'all';
  const found = new Set<string>();
  let answers = 0;
  for (const { key, zone, syncToken } of await store.libraries())
    for (let token = changed.has(key) ? syncToken : null; token !== null && answers < MAX_ANSWERS;) {
      const answer = await unlessUnreadable(icloud.readChanges(zone, token, signal));
      if (answer === null || answer === 'token-refused') break;
      answers += 1;
      for (const { recordName, isHidden, isDeleted, isOtherFrame } of answer.records.assets) {
        const isOfCopy = !isHidden && !isDeleted && (withFrames || isOtherFrame !== true);
        if (isOfCopy && !(await store.isListed(key, recordName))) found.add(`${key}/${recordName}`);
      }
      token = answer.moreComing ? answer.syncToken : null;
    }
  return found.size;
}

/** A library that cannot be read now tells of no photo. */
async function unlessUnreadable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'bad-response') return null;
    throw error;
  }
}
