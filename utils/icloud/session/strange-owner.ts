import { isObject, optionalArray, optionalObject, optionalString } from '../../http/json.ts';
import type { LibraryZone } from '../zone.ts';

/**
 * Whose records an answer holds, if they are of another user than the zone that was asked for: then somebody else may
 * have signed in. null if they are of the same, or do not say. It is a reason to ask, no proof: Apple may write
 * `_defaultOwner` for the user. Source: docs/icloud-photos.md 2.2, 4.1.
 */
export function strangeOwner(body: unknown, { ownerRecordName }: LibraryZone): string | null {
  if (ownerRecordName === null || !isObject(body)) return null;
  for (const record of optionalArray(body, 'records')) {
    const zone = isObject(record) ? optionalObject(record, 'zoneID') : null;
    const owner = zone && optionalString(zone, 'ownerRecordName');
    if (owner && owner !== ownerRecordName) return owner;
  }
  return null;
}
