import { LOOKUP_BATCH } from '../../icloud/client.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { Member } from '../../domain/album/album.ts';
import { recordName } from '../../units.ts';
import { askPartOrNull, type PartTools } from '../flow/ask-part.ts';

/**
 * Gives album members the record name of the photo in the Shared Library where the relation names a sparse private record.
 * A relation that names the photo itself stays as it is.
 *
 * @param unknown asset names without a photo in this library
 * @param links shared names by sparse names, as far as they are known already
 */
export async function withLinkedNames<Found extends Member>(
  members: readonly Found[],
  unknown: readonly string[],
  links: ReadonlyMap<string, string>,
  at: { zone: LibraryZone; tools: PartTools; signal: AbortSignal },
): Promise<Found[]> {
  const known = new Map(links);
  const names = [...new Set(unknown)].filter((name) => !known.has(name)).map(recordName);
  for (let from = 0; from < names.length; from += LOOKUP_BATCH) {
    const batch = names.slice(from, from + LOOKUP_BATCH);
    const found = await askPartOrNull(at.tools, at.signal, () =>
      at.tools.icloud.lookup(at.zone, batch, at.signal),
    );
    for (const [sparse, linked] of found?.links ?? []) known.set(sparse, linked);
  }
  return members.map((member) => ({ ...member, assetName: known.get(member.assetName) ?? member.assetName }));
}
