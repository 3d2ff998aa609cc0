import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { ListedFile } from '../../jottacloud/responses/list-stream.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { pathOf } from '../transfer/upload/existing-files.ts';
import type { Backoff } from '../flow/backoff.ts';
import { inBatches } from '../flow/in-batches.ts';
import { createCompactSet, type CompactSet } from './compact-set.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { WorkQueue } from '../../ports/work-queue.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Listed files between two reports of progress. */
const REPORT_EVERY_FILES = 100;
/** Finished files in one read of the log. */
const BATCH_FILES = 1_000;
/**
 * Missing files that are looked up one by one, each with a request. Jottacloud may treat two names as one that we keep
 * apart, and lists such a file under the other name.
 */
const MAX_LOOKUPS = 100;

/** What the check needs of its surroundings. */
export interface CheckTools {
  jottacloud: Pick<JottacloudClient, 'list' | 'readStored'>;
  store: Pick<DestinationIndex, 'doneFiles'> & Pick<WorkQueue, 'apply' | 'rename'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
  onChecked(files: number): Promise<unknown>;
}

/** Result of a check. */
export interface CheckResult {
  /** Files at the destination, ours and others. */
  listedFiles: number;
  /** Files of others whose names cannot be read. */
  unreadableNames: number;
  /** Our files that went back to the queue. */
  missingFiles: number;
}

/**
 * Lists the destination and compares path, MD5 and size of every finished file with it. A file that is missing or differs
 * goes back to the queue; if other content has its name, it gets another name. Needs eight bytes of memory per listed
 * file. Decision: docs/decisions/010-check-the-whole-destination.md, invariant I1.
 */
export async function checkDestination(tools: CheckTools, signal: AbortSignal): Promise<CheckResult> {
  const { listed, unreadableNames } = await retryUntilAnswered(tools, signal, () => listAll(tools, signal));
  let missingFiles = 0;
  let lookups = 0;
  for (let after = 0; ;) {
    signal.throwIfAborted();
    const files = await tools.store.doneFiles(after, BATCH_FILES);
    const last = files.at(-1);
    if (!last) return { listedFiles: listed.size + unreadableNames, unreadableNames, missingFiles };
    const absent = files.filter((file) => !listed.has(identityOf(file)));
    const first = absent.slice(0, MAX_LOOKUPS - lookups);
    lookups += first.length;
    for (const file of first) if (await requeueIfMissing(file, tools, signal)) missingFiles += 1;
    const rest = absent.slice(first.length);
    await Promise.all(
      rest.map(({ key, checksum }) =>
        tools.store.apply(key, { type: 'missingAtDestination', about: checksum }),
      ),
    );
    missingFiles += rest.length;
    after = last.order;
  }
}

async function listAll(
  { jottacloud, destinationFolder, onChecked }: CheckTools,
  signal: AbortSignal,
): Promise<{ listed: CompactSet; unreadableNames: number }> {
  const listed = createCompactSet();
  let unreadableNames = 0;
  const files = jottacloud.list(destinationFolder, signal, () => (unreadableNames += 1));
  for await (const batch of inBatches(files, REPORT_EVERY_FILES)) {
    for (const file of batch) listed.add(identityOfListed(file, destinationFolder));
    await onChecked(listed.size);
  }
  return { listed, unreadableNames };
}

const identityOfListed = (listed: ListedFile, destinationFolder: string): string =>
  identity(pathOf(listed, destinationFolder), listed.md5, listed.sizeBytes);

const identityOf = ({ path, state, sizeBytes }: QueuedFile): string =>
  identity(path, state.status === 'done' ? state.md5 : '', sizeBytes);

const identity = (path: string, md5: string, sizeBytes: number): string =>
  `${pathKey(path)}\n${md5}\n${sizeBytes}`;

/**
 * Looks up one file that the listing did not show.
 *
 * @returns true if it went back to the queue: it is missing, or other content has its name
 */
async function requeueIfMissing(
  file: QueuedFile,
  { jottacloud, store, backoff, clock, destinationFolder }: CheckTools,
  signal: AbortSignal,
): Promise<boolean> {
  const segments = segmentsBelow(destinationFolder, file.path);
  const stored = await retryUntilAnswered({ backoff, clock }, signal, () =>
    jottacloud.readStored(segments, signal),
  );
  if (stored && identityOf(file) === identity(file.path, stored.md5, stored.sizeBytes)) return false;
  if (stored) await store.rename(file, 'taken');
  else await store.apply(file.key, { type: 'missingAtDestination', about: file.checksum });
  return true;
}
