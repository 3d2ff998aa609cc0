import { TransferError } from '../../errors.ts';
import { isObject, type JsonObject, optionalArray, optionalString, readObject } from '../../http/json.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import { readAlbum, readRelation } from './album-responses.ts';
import { isOn } from './fields.ts';
import { isNotThere, readPartError, throwForWhole } from '../errors.ts';
import { parseRecords, type RecordPage } from './responses.ts';

/** What changed in a zone since a token, one answer of several. */
export interface ChangePage {
  records: RecordPage;
  albums: Album[];
  members: (Member & { albumName: string; isGone: boolean })[];
  /** Names of records that are gone for good. */
  gone: string[];
  /** Where the next answer, or the next question, begins. */
  syncToken: string;
  /** More is to come, also after an answer without records. */
  moreComing: boolean;
}

/** The token is of no use any more: everything must be listed anew. */
export type ChangeAnswer = ChangePage | 'token-refused';

/**
 * Reads one zone's answer of `changes/zone`:
 *
 *     {"zones": [{"zoneID": {…}, "syncToken": "…", "moreComing": true, "records": [ … ]}]}
 *
 * @throws {TransferError} `bad-response` if it has another shape or the zone cannot be opened; what the zone says of the
 * whole call: to come again later, or to sign in; `service-down` where Apple fails in this zone
 * Source: docs/icloud-photos.md 7.
 */
export function parseChanges(body: unknown): ChangeAnswer {
  const zone = optionalArray(readObject(body), 'zones').find(isObject);
  if (!zone) throw new TransferError('bad-response', 'no zone in the answer', { service: 'icloud' });
  throwForWhole([zone]);
  const failure = readPartError(zone);
  if (failure && (isNotThere(failure) || failure.code === 'service-down')) throw failure;
  if (failure?.code === 'icloud-refused')
    throw new TransferError('bad-response', 'the zone cannot be opened', { service: 'icloud' });
  if (failure) return 'token-refused';
  const syncToken = optionalString(zone, 'syncToken');
  if (syncToken === null)
    throw new TransferError('bad-response', 'no token in the answer', { service: 'icloud' });
  const all = optionalArray(zone, 'records').filter(isObject);
  return {
    records: parseRecords({ records: all.filter((record) => !isOn(record['deleted'])) }),
    albums: all.map(readAlbum).filter((album) => album !== null),
    members: all.map(readRelation).filter((member) => member !== null),
    gone: all.filter(isGone).map((record) => optionalString(record, 'recordName') ?? ''),
    syncToken,
    moreComing: zone['moreComing'] === true,
  };
}

/** A tombstone, or an album that its owner deleted. */
const isGone = (record: JsonObject): boolean =>
  isOn(record['deleted']) ||
  (optionalString(record, 'recordType') === 'CPLAlbum' && readAlbum(record) === null);
