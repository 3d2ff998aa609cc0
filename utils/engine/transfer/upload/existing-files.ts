import { segmentsBelow } from '../../../domain/layout/destination-folder.ts';
import { remedyOf, TransferError } from '../../../errors.ts';
import type { JottacloudClient } from '../../../jottacloud/client.ts';
import { pathBelow } from '../../../jottacloud/jfs-path.ts';
import type { ListedFile } from '../../../jottacloud/responses/list-stream.ts';
import type { StoredContent } from '../../../jottacloud/responses/responses.ts';
import { pathKey } from '../../../domain/layout/destination-path.ts';
import { md5 } from '../../../units.ts';
import type { Backoff } from '../../flow/backoff.ts';
import { inBatches } from '../../flow/in-batches.ts';
import { retryUntilAnswered, MALFORMED_RESPONSE } from '../../flow/call-retry.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DestinationIndex } from '../../../ports/destination-index.ts';

/** Listed files that are compared with the log at once. */
const BATCH_FILES = 100;

/** Paths that are looked up one by one, each with a request, before one listing is cheaper. */
const MAX_LOOKUPS = 100;

/** Dependencies of the search. */
interface ExistingFilesTools {
  jottacloud: Pick<JottacloudClient, 'list' | 'readStored'>;
  store: Pick<DestinationIndex, 'filesAt'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
  /** Only few files go to a large destination: the first paths are looked up one by one. */
  isFew: boolean;
}

/** Files at the destination that are not ours, so that none of them is overwritten. */
export interface ExistingFiles {
  /** Begins to list the destination, because an upload follows soon. The next `at` throws its error. */
  begin(signal: AbortSignal): void;
  /** Returns the content at a path; null for no file, and for a file that the log knows as ours. */
  at(path: string, signal: AbortSignal): Promise<StoredContent | null>;
}

/**
 * Finds files before they could be overwritten: Jottacloud may ignore a request to reject conflicts, which only one other
 * client is known to make. Lists the destination once, when the first file is uploaded; if all listings are malformed,
 * looks up each path. Keeps only foreign files in memory. Source: docs/jottacloud.md 3.5.
 * Invariant I3, assumption S11.
 */
export function findExistingFiles(tools: ExistingFilesTools): ExistingFiles {
  const { jottacloud, backoff, destinationFolder, isFew } = tools;
  let lookups = 0;
  let listed: Promise<Map<string, StoredContent> | null> | null = null;

  const list = async (signal: AbortSignal): Promise<Map<string, StoredContent> | null> => {
    try {
      return await retryUntilAnswered(tools, signal, () => listForeign(tools, signal));
    } catch (error) {
      if (!signal.aborted && error instanceof TransferError && MALFORMED_RESPONSE.has(error.code))
        return null;
      throw error;
    }
  };
  const listOnce = (signal: AbortSignal): Promise<Map<string, StoredContent> | null> =>
    (listed ??= list(signal));
  return {
    begin(signal) {
      if (!isFew) listOnce(signal).catch(() => undefined);
    },
    async at(path, signal) {
      lookups += 1;
      if (!isFew || lookups > MAX_LOOKUPS) {
        const listing = listOnce(signal);
        const foreign = await listing.catch((error: unknown) => {
          // The next file lists again, unless a person is needed first: the run stops then.
          const needsPerson = error instanceof TransferError && remedyOf(error.code) === 'user';
          if (listed === listing && !needsPerson) listed = null;
          throw error;
        });
        if (foreign) return foreign.get(pathKey(path)) ?? null;
      }
      const segments = segmentsBelow(destinationFolder, path);
      return backoff.run(signal, () => jottacloud.readStored(segments, signal));
    },
  };
}

async function listForeign(
  { jottacloud, store, destinationFolder }: ExistingFilesTools,
  signal: AbortSignal,
): Promise<Map<string, StoredContent>> {
  const foreign = new Map<string, StoredContent>();
  for await (const batch of inBatches(jottacloud.list(destinationFolder, signal), BATCH_FILES)) {
    const paths = batch.map((listed) => pathOf(listed, destinationFolder));
    const files = await store.filesAt(paths);
    for (const [index, listed] of batch.entries()) {
      const path = paths[index];
      const file = files[index];
      // Content without a valid MD5 cannot be ours.
      if (!path || !/^[0-9a-f]{32}$/.test(listed.md5)) continue;
      if (file?.state.status === 'done' && file.state.md5 === listed.md5) continue;
      foreign.set(pathKey(path), { md5: md5(listed.md5), sizeBytes: listed.sizeBytes });
    }
  }
  return foreign;
}

/**
 * Returns the path of a listed file below the destination.
 *
 * @throws {TransferError} `bad-response` for a file outside the destination: such a listing cannot be trusted
 */
export function pathOf(listed: ListedFile, destinationFolder: string): string {
  const path = pathBelow(destinationFolder, listed);
  if (path === null)
    throw new TransferError('bad-response', 'a file outside the folder is listed', { service: 'jottacloud' });
  return path;
}
