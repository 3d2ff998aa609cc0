import { nameOfPath } from '../../domain/layout/path-parts.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import { contentKey, contentOf } from '../destination/seen-destination.ts';
import type { Backoff } from '../flow/backoff.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import { inBatches } from '../flow/in-batches.ts';
import { pathOf } from '../transfer/upload/existing-files.ts';

/** Listed files that are compared at once. */
const BATCH_FILES = 100;

/** Dependencies of the search. */
interface SearchTools {
  jottacloud: Pick<JottacloudClient, 'list'>;
  store: Pick<DestinationIndex, 'filesAt'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
}

/** A file and the path that it has now. */
interface MovedFile {
  file: QueuedFile;
  path: RelativePath;
}

/**
 * Lists the destination again, and finds lost files by MD5 and size at paths where the log has no file. Makes no request
 * for no files. Of several lost files with the same content, one of the same name comes first.
 *
 * @param lost finished files that are not at their paths
 * @returns by key of the file
 */
export async function findMoved(
  lost: readonly QueuedFile[],
  tools: SearchTools,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MovedFile>> {
  if (lost.length === 0) return new Map();
  return retryUntilAnswered(tools, signal, () => searchOnce(lost, tools, signal));
}

async function searchOnce(
  lost: readonly QueuedFile[],
  { jottacloud, store, destinationFolder }: SearchTools,
  signal: AbortSignal,
): Promise<Map<string, MovedFile>> {
  const wanted = Map.groupBy(lost, (file) => contentKey(contentOf(file)));
  const moved = new Map<string, MovedFile>();
  for await (const batch of inBatches(jottacloud.list(destinationFolder, signal), BATCH_FILES)) {
    const candidates = batch.filter((listed) => wanted.get(contentKey(listed))?.length);
    if (candidates.length === 0) continue;
    const paths = candidates.map((listed) => pathOf(listed, destinationFolder));
    const owners = await store.filesAt(paths);
    for (const [at, listed] of candidates.entries()) {
      const path = paths[at] ?? '';
      const files = wanted.get(contentKey(listed)) ?? [];
      const file = owners[at]
        ? undefined
        : (files.find((one) => nameOfPath(one.path) === nameOfPath(path)) ?? files[0]);
      if (!file) continue;
      moved.set(file.key, { file, path: relativePath(path) });
      files.splice(files.indexOf(file), 1);
    }
  }
  return moved;
}
