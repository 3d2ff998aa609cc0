import type { Member } from '../../domain/album/album.ts';
import { recordName } from '../../units.ts';
import { lookUp, type LookUpPlace } from './look-up.ts';

/** Members of albums by the names of their photos. */
interface LinkedMembers<Found> {
  members: Found[];
  /** Members whose records Apple failed to show: their photos are not known. */
  failed: Found[];
}

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
  place: LookUpPlace,
): Promise<LinkedMembers<Found>> {
  const known = new Map(links);
  const names = [...new Set(unknown)].filter((name) => !known.has(name)).map(recordName);
  const { answers, failed } = await lookUp(names, place);
  for (const answer of answers) for (const [sparse, linked] of answer.links) known.set(sparse, linked);
  const failedNames = new Set<string>(failed);
  return {
    members: members.map((member) => ({
      ...member,
      assetName: known.get(member.assetName) ?? member.assetName,
    })),
    failed: members.filter(({ assetName }) => failedNames.has(assetName)),
  };
}
