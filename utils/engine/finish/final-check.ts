import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { isManifestFile } from '../../domain/manifest/manifest-name.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { pathOf } from '../transfer/upload/existing-files.ts';
import { findMoved } from './find-moved.ts';
import type { Backoff } from '../flow/backoff.ts';
import { batchesOf, inBatches } from '../flow/in-batches.ts';
import { doneBatches } from '../destination/done-batches.ts';
import {
  contentKey,
  contentOf,
  createSeenDestination,
  type SeenDestination,
} from '../destination/seen-destination.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { WorkQueue } from '../../ports/work-queue.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Listed files between two reports of progress. */
const REPORT_EVERY_FILES = 100;
/** Files that are queued again at once. */
const BATCH_FILES = 1_000;
/**
 * Missing files that are looked up one by one, each with a request. Jottacloud may treat two names as one that we keep
 * apart, and lists such a file under the other name.
 */
const MAX_LOOKUPS = 100;

/** Absent files that are searched for at other paths. Each is kept in memory; of more, the others are sent again. */
const MAX_SEARCHED = 20_000;

/** Dependencies of the final check. */
export interface CheckTools {
  jottacloud: Pick<JottacloudClient, 'list' | 'readStored'>;
  store: Pick<DestinationIndex, 'doneFiles' | 'filesAt' | 'followMove'> &
    Pick<WorkQueue, 'requeueMissing' | 'rename'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
  onChecked(files: number): Promise<unknown>;
}

/** Result of a check. */
export interface CheckResult {
  /** Files at the destination, ours and others. A manifest and a lease do not count. */
  listedFiles: number;
  /** Files of others whose names cannot be read. */
  unreadableNames: number;
  /** Our files that went back to the queue. */
  missingFiles: number;
  /** Those of them whose path holds other content. */
  changedFiles: number;
  /** Our files that somebody moved within the destination. The log has their new paths. */
  movedFiles: number;
}

/**
 * Lists the destination and compares path, MD5 and size of every finished file with it. A file that somebody moved keeps
 * its new path. A file that is missing or differs goes back to the queue; if other content has its name, it gets another
 * name. Needs 24 bytes of memory per listed file. Decision: docs/decisions/010-check-the-whole-destination.md, invariant
 * I1.
 */
export async function checkDestination(tools: CheckTools, signal: AbortSignal): Promise<CheckResult> {
  const seen = await retryUntilAnswered(tools, signal, () => listAll(tools, signal));
  const found = { missingFiles: 0, changedFiles: 0, movedFiles: 0 };
  const lost: LostFile[] = [];
  let lookups = 0;
  for await (const files of doneBatches(tools.store)) {
    signal.throwIfAborted();
    const beyond: LostFile[] = [];
    for (const file of files) {
      if (seen.files.has(pathKey(file.path), contentOf(file))) continue;
      const isLookedUp = lookups < MAX_LOOKUPS;
      if (isLookedUp) lookups += 1;
      const there = isLookedUp ? await lookUp(file, tools, signal) : whatIsListed(file, seen);
      if (there === 'this') continue;
      const one = { file, isChanged: there === 'other', isLookedUp };
      (lost.length < MAX_SEARCHED ? lost : beyond).push(one);
    }
    await requeue(beyond, { tools, found }, signal);
  }
  const moved = await findMoved(
    lost.map(({ file }) => file).filter((file) => seen.files.hasContent(contentOf(file))),
    tools,
    signal,
  );
  for (const { file, path } of moved.values()) await tools.store.followMove(file, path);
  found.movedFiles = moved.size;
  const missing = lost.filter(({ file }) => !moved.has(file.key));
  await requeue(missing, { tools, found }, signal);
  const { ownFiles, unreadableNames } = seen;
  return { listedFiles: seen.files.size - ownFiles + unreadableNames, unreadableNames, ...found };
}

/** A file of ours that is not at its path. */
interface LostFile {
  file: QueuedFile;
  /** Other content is at its path. */
  isChanged: boolean;
  /** Jottacloud was asked for the path itself. */
  isLookedUp: boolean;
}

/** What a listing showed. */
interface Seen {
  files: SeenDestination;
  /** Files of a manifest and a lease. */
  ownFiles: number;
  unreadableNames: number;
}

async function listAll(
  { jottacloud, destinationFolder, onChecked }: CheckTools,
  signal: AbortSignal,
): Promise<Seen> {
  const seen = createSeenDestination();
  let [ownFiles, unreadableNames] = [0, 0];
  const files = jottacloud.list(destinationFolder, signal, () => (unreadableNames += 1));
  for await (const batch of inBatches(files, REPORT_EVERY_FILES)) {
    for (const listed of batch) {
      const path = pathOf(listed, destinationFolder);
      seen.add(pathKey(path), listed);
      if (isManifestFile(path)) ownFiles += 1;
    }
    await onChecked(seen.size - ownFiles);
  }
  return { files: seen, ownFiles, unreadableNames };
}

/** What is at the path of a file: the file itself, other content, or nothing. */
type AtPath = 'this' | 'other' | 'nothing';

const whatIsListed = ({ path }: QueuedFile, { files }: Seen): AtPath =>
  files.hasName(pathKey(path)) ? 'other' : 'nothing';

/** Looks up one file that the listing did not show. */
async function lookUp(
  file: QueuedFile,
  { jottacloud, backoff, clock, destinationFolder }: CheckTools,
  signal: AbortSignal,
): Promise<AtPath> {
  const segments = segmentsBelow(destinationFolder, file.path);
  const stored = await retryUntilAnswered({ backoff, clock }, signal, () =>
    jottacloud.readStored(segments, signal),
  );
  if (!stored) return 'nothing';
  return contentKey(contentOf(file)) === contentKey(stored) ? 'this' : 'other';
}

/** Puts files back into the queue. A file whose name has other content for certain gets another name at once. */
async function requeue(
  lost: readonly LostFile[],
  {
    tools: { store },
    found,
  }: { tools: CheckTools; found: Pick<CheckResult, 'missingFiles' | 'changedFiles'> },
  signal: AbortSignal,
): Promise<void> {
  for (const batch of batchesOf(lost, BATCH_FILES)) {
    signal.throwIfAborted();
    await Promise.all(
      batch.map(({ file, isChanged, isLookedUp }) =>
        isChanged && isLookedUp ? store.rename(file, 'taken') : store.requeueMissing(file),
      ),
    );
    found.missingFiles += batch.length;
    found.changedFiles += batch.filter(({ isChanged }) => isChanged).length;
  }
}
