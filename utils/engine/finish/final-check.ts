import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { ListedFile } from '../../jottacloud/responses/list-stream.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { pathOf } from '../transfer/existing-files.ts';
import type { Backoff } from '../flow/backoff.ts';
import { inBatches } from '../flow/in-batches.ts';
import { createCompactSet, type CompactSet } from './compact-set.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { WorkQueue } from '../../ports/work-queue.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Listed files after which it is told how far the check is. */
const TELL_EVERY_FILES = 100;
/** Finished files that are read from the log in one go. */
const BATCH_FILES = 1_000;
/**
 * Files that the listing does not show and that Jottacloud is asked for one by one, each a request. It may take two names
 * for one that we keep apart: then it lists the file under the other name.
 */
const MAX_ASKED = 100;

/** What the check needs of its surroundings. */
export interface CheckTools {
  jottacloud: Pick<JottacloudClient, 'list' | 'readStored'>;
  store: Pick<DestinationIndex, 'doneFiles'> & Pick<WorkQueue, 'apply' | 'rename'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
  onChecked(files: number): Promise<unknown>;
}

/** What a check has found. */
export interface CheckResult {
  /** Files at the destination, also those of others. */
  listedFiles: number;
  /** Files of others whose names cannot be told. */
  unreadableNames: number;
  /** Files of ours that were sent back to the queue. */
  missingFiles: number;
}

/**
 * Lists the destination and holds every finished file against it: path, md5 and size. What is not there any more, or
 * is something else, goes back to the queue. Where other content has its name, it gets another one. Needs eight bytes of
 * memory a listed file.
 */
export async function checkDestination(tools: CheckTools, signal: AbortSignal): Promise<CheckResult> {
  const { listed, unreadableNames } = await retryUntilAnswered(tools, signal, () => listAll(tools, signal));
  let [missingFiles, asked] = [0, 0];
  for (let after = 0; ;) {
    signal.throwIfAborted();
    const files = await tools.store.doneFiles(after, BATCH_FILES);
    const last = files.at(-1);
    if (!last) return { listedFiles: listed.size + unreadableNames, unreadableNames, missingFiles };
    const absent = files.filter((file) => !listed.has(markOf(file)));
    const first = absent.slice(0, MAX_ASKED - asked);
    asked += first.length;
    for (const file of first) if (await askFor(file, tools, signal)) missingFiles += 1;
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
  for await (const batch of inBatches(files, TELL_EVERY_FILES)) {
    for (const file of batch) listed.add(markOfListed(file, destinationFolder));
    await onChecked(listed.size);
  }
  return { listed, unreadableNames };
}

const markOfListed = (listed: ListedFile, destinationFolder: string): string =>
  mark(pathOf(listed, destinationFolder), listed.md5, listed.sizeBytes);

const markOf = ({ path, state, sizeBytes }: QueuedFile): string =>
  mark(path, state.status === 'done' ? state.md5 : '', sizeBytes);

const mark = (path: string, md5: string, sizeBytes: number): string =>
  `${pathKey(path)}\n${md5}\n${sizeBytes}`;

/** @returns true if it was sent back: it is not there, or its name belongs to other content */
async function askFor(
  file: QueuedFile,
  { jottacloud, store, backoff, clock, destinationFolder }: CheckTools,
  signal: AbortSignal,
): Promise<boolean> {
  const segments = [...destinationFolder.split('/'), ...file.path.split('/')];
  const stored = await retryUntilAnswered({ backoff, clock }, signal, () =>
    jottacloud.readStored(segments, signal),
  );
  if (stored && markOf(file) === mark(file.path, stored.md5, stored.sizeBytes)) return false;
  if (stored) await store.rename(file, 'taken');
  else await store.apply(file.key, { type: 'missingAtDestination', about: file.checksum });
  return true;
}
