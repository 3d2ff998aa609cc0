import { segmentsBelow } from '../../domain/layout/destination-folder.ts';
import { isAlbumChosen } from '../../domain/album/choice.ts';
import { TransferError, remedyOf } from '../../errors.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { hasAlbumFolders } from '../../domain/layout/layouts.ts';
import type { Run } from '../../domain/run/run.ts';
import type { Backoff } from '../flow/backoff.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Planner } from '../../ports/planner.ts';

/**
 * Creates the folders of albums without photos. A folder that cannot be created costs no photo; the next run tries
 * again.
 *
 * @throws {TransferError} errors that need a person
 */
export async function createEmptyFolders(
  tools: { store: Planner; jottacloud: JottacloudClient; backoff: Backoff; clock: Clock },
  { arrangement, choice, destinationFolder }: Run,
  signal: AbortSignal,
): Promise<void> {
  if (!hasAlbumFolders(arrangement) || choice.items !== null) return;
  for (const { albumKey, path } of await tools.store.emptyFolders()) {
    if (!isAlbumChosen(choice, albumKey)) continue;
    const segments = segmentsBelow(destinationFolder, path);
    try {
      await retryUntilAnswered(tools, signal, () => tools.jottacloud.makeFolder(segments, signal));
      await tools.store.saveFolderMade(albumKey);
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
    }
  }
}
