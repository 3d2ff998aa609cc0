import { LOOKUP_BATCH } from '../../icloud/client.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { Member } from '../../domain/album/album.ts';
import { recordName } from '../../units.ts';
import { askPartOrNull, type PartTools } from '../flow/ask-part.ts';
import { batchesOf } from '../flow/in-batches.ts';

/**
 * Replaces the names of sparse private records in album members by the names of the photos in the Shared Library.
 * Members that name a photo itself stay the same.
 *
 * @param unknown asset names without a photo in this library
 * @param links known names in the Shared Library, by sparse names
 */
export async function withLinkedNames<Found extends Member>(
  members: readonly Found[],
  unknown: readonly string[],
  links: ReadonlyMap<string, string>,
  at: { zone: LibraryZone; tools: PartTools; signal: AbortSignal },
): Promise<Found[]> {
  const known = new Map(links);
  const names = [...new Set(unknown)].filter((name) => !known.has(name)).map(recordName);
  for (const batch of batchesOf(names, LOOKUP_BATCH)) {
    const found = await askPartOrNull(at.tools, at.signal, () =>
      at.tools.icloud.lookup(at.zone, batch, at.signal),
    );
    for (const [sparse, linked] of found?.links ?? []) known.set(sparse, linked);
  }
  return members.map((member) => ({ ...member, assetName: known.get(member.assetName) ?? member.assetName }));
}
