import { pathKey } from '../../domain/layout/destination-path.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { pathHash } from '../../manifest/hashes.ts';
import type { RecoveryLog } from '../../ports/recovery/recovery-log.ts';
import { relativePath } from '../../units.ts';
import type { ManifestFile } from '../../domain/manifest/manifest.ts';
import { createSeenDestination } from '../destination/seen-destination.ts';
import { inBatches } from '../flow/in-batches.ts';
import { pathOf } from '../transfer/upload/existing-files.ts';

/** Listed files that are hashed or compared together. */
const BATCH_FILES = 500;

/** Where a file of a manifest is now. */
type Whereabouts =
  /** At its path, with its MD5 and size. */
  | 'in-place'
  /** Its content is at another path. */
  | 'moved'
  /** Other content is at its path. */
  | 'changed'
  | 'absent';

/** Finds a file of a manifest in a listing of the whole destination. */
export type FindListed = (file: ManifestFile) => Whereabouts;

/** A listing, and how a manifest names paths: null by themselves, else by hashes with this salt. */
interface Listing {
  jottacloud: Pick<JottacloudClient, 'list'>;
  destinationFolder: string;
  salt: string | null;
}

/**
 * Lists the destination.
 *
 * @param onListed called with the number of files so far
 */
export async function readDestination(
  listing: Listing,
  onListed: (files: number) => Promise<unknown>,
  signal: AbortSignal,
): Promise<FindListed> {
  const seen = createSeenDestination();
  const { jottacloud, destinationFolder, salt } = listing;
  for await (const batch of inBatches(jottacloud.list(destinationFolder, signal), BATCH_FILES)) {
    const names = await Promise.all(batch.map((file) => nameOf(pathOf(file, destinationFolder), salt)));
    for (const [at, listed] of batch.entries()) seen.add(names[at] ?? '', listed);
    await onListed(seen.size);
  }
  return ({ path, pathHash: hash, ...content }) => {
    const name = path === null ? (hash ?? '') : pathKey(path);
    if (seen.has(name, content)) return 'in-place';
    if (seen.hasContent(content)) return 'moved';
    return seen.hasName(name) ? 'changed' : 'absent';
  };
}

const nameOf = async (path: string, salt: string | null): Promise<string> =>
  salt === null ? pathKey(path) : pathHash(salt, path);

/** Lists the destination again, and gives remembered files the paths that their manifest keeps as hashes. */
export async function namePaths(
  { jottacloud, destinationFolder, salt }: Listing & { salt: string },
  store: Pick<RecoveryLog, 'namePaths'>,
  signal: AbortSignal,
): Promise<void> {
  for await (const batch of inBatches(jottacloud.list(destinationFolder, signal), BATCH_FILES)) {
    const paths = batch.map((file) => relativePath(pathOf(file, destinationFolder)));
    const named = await Promise.all(
      paths.map(async (path) => ({ path, pathHash: await pathHash(salt, path) })),
    );
    await store.namePaths(named);
  }
}
