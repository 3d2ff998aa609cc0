import type { DownloadUrls } from '../download-urls.ts';
import type { Library } from '../library/library.ts';
import type { Region } from '../region.ts';
import type { IcloudSwitches } from '../switches.ts';
import { badRequest, CloudKitError } from './wire/cloudkit-error.ts';
import { readFields, readText } from './wire/request-fields.ts';
import type { DatabaseName } from '../library/zone-description.ts';
import type { LibraryZone } from '../library/records.ts';

/** Everything an operation needs to answer one request. */
export interface CloudKitContext {
  library: Library;
  switches: IcloudSwitches;
  urls: DownloadUrls;
  database: DatabaseName;
  region: Region;
  partition: number;
  /** `getCurrentSyncToken=true` was asked for. Source: docs/icloud-photos.md 1.4. */
  wantsSyncToken: boolean;
  nowMs: number;
}

/**
 * The zone a request names. In the private database the name is enough; in the shared one the owner belongs to it
 * (docs/icloud-photos.md 2.2), else the zone would be looked for in one's own.
 *
 * @throws CloudKitError 400 without a zone, 404 ZONE_NOT_FOUND, or the zone's switched-on error.
 */
export function findZone(context: CloudKitContext, zoneID: unknown): LibraryZone {
  if (zoneID === undefined) throw badRequest('zoneID is required');
  const fields = readFields(zoneID, 'zoneID', ['zoneName', 'ownerRecordName', 'zoneType']);
  const zoneName = readText(fields.zoneName, 'zoneName');
  const owner = fields.ownerRecordName;
  const zone = context.library.zones.find(
    (one) => one.zoneName === zoneName && one.database === context.database,
  );
  const isOwnerRight =
    zone?.ownerRecordName === owner ||
    (zone?.database === 'private' && (owner === undefined || owner === '_defaultOwner'));
  const failure = context.switches.zoneErrors.get(zoneName);
  if (zone && isOwnerRight && failure) throw badRequest(failure.reason);
  if (!zone || zone.isDeleted || !isOwnerRight)
    throw new CloudKitError('ZONE_NOT_FOUND', `Zone '${zoneName}' does not exist`);
  return zone;
}
