import { TransferError } from '../../errors.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { pathBelow } from '../../jottacloud/jfs-path.ts';
import type { ListedFile } from '../../jottacloud/responses/list-stream.ts';
import type { StoredContent } from '../../jottacloud/responses/responses.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { md5 } from '../../units.ts';
import type { Backoff } from '../flow/backoff.ts';
import { inBatches } from '../flow/in-batches.ts';
import { retryUntilAnswered, MALFORMED_RESPONSE } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DestinationIndex } from '../../ports/destination-index.ts';

/** Files that are held against the log in one go. */
const BATCH = 100;

/** Paths that are looked at one by one, each a request, before one listing is the shorter way. */
const MAX_LOOKS = 100;

/** What finding them needs. */
interface ForeignTools {
  jottacloud: Pick<JottacloudClient, 'list' | 'readStored'>;
  store: Pick<DestinationIndex, 'filesAt'>;
  backoff: Backoff;
  clock: Clock;
  destinationFolder: string;
  /** Little is to be moved into a large tree: the first paths are looked at one by one. */
  isFew: boolean;
}

/** Files at the destination that are not from us, so that none of them is overwritten. */
export interface ExistingFiles {
  /** What lies at a path already; null for nothing, and for what the log knows as ours. */
  at(path: string, signal: AbortSignal): Promise<StoredContent | null>;
}

/**
 * Jottacloud may ignore that conflicts are to be refused: nobody but one client is known to ask for it. So it is looked
 * first. The destination is listed once, when the first file is about to be filed; where no listing can be had that
 * makes sense, each path is looked at. Holds what is foreign in memory, and nothing of ours.
 * Source: docs/jottacloud.md 3.5.
 */
export function findExistingFiles(tools: ForeignTools): ExistingFiles {
  const { jottacloud, backoff, destinationFolder, isFew } = tools;
  let looks = 0;
  let listed: Promise<Map<string, StoredContent> | null> | null = null;

  const list = async (signal: AbortSignal): Promise<Map<string, StoredContent> | null> => {
    try {
      return await retryUntilAnswered(tools, signal, () => listForeign(tools, signal));
    } catch (error) {
      if (!signal.aborted && error instanceof TransferError && MALFORMED_RESPONSE.has(error.code))
        return null;
      listed = null;
      throw error;
    }
  };
  return {
    async at(path, signal) {
      looks += 1;
      if (!isFew || looks > MAX_LOOKS) {
        listed ??= list(signal);
        const foreign = await listed;
        if (foreign) return foreign.get(pathKey(path)) ?? null;
      }
      const segments = [...destinationFolder.split('/'), ...path.split('/')];
      return backoff.run(signal, () => jottacloud.readStored(segments, signal));
    },
  };
}

async function listForeign(
  { jottacloud, store, destinationFolder }: ForeignTools,
  signal: AbortSignal,
): Promise<Map<string, StoredContent>> {
  const foreign = new Map<string, StoredContent>();
  for await (const batch of inBatches(jottacloud.list(destinationFolder, signal), BATCH)) {
    const paths = batch.map((listed) => pathOf(listed, destinationFolder));
    const files = await store.filesAt(paths);
    for (const [index, listed] of batch.entries()) {
      const [path, file] = [paths[index], files[index]];
      // What has no MD5 that makes sense is no content of ours in any case.
      if (!path || !/^[0-9a-f]{32}$/.test(listed.md5)) continue;
      if (file?.state.status === 'done' && file.state.md5 === listed.md5) continue;
      foreign.set(pathKey(path), { md5: md5(listed.md5), sizeBytes: listed.sizeBytes });
    }
  }
  return foreign;
}

/**
 * Path of a listed file below the destination.
 *
 * @throws {TransferError} `bad-response` for a file that was not asked for: what lies where cannot be told then
 */
export function pathOf(listed: ListedFile, destinationFolder: string): string {
  const path = pathBelow(destinationFolder, listed);
  if (path === null)
    throw new TransferError('bad-response', 'a file outside the folder is listed', { service: 'jottacloud' });
  return path;
}
