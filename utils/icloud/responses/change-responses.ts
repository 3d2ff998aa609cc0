import { TransferError } from '../../errors.ts';
import {
  isObject,
  type JsonObject,
  kindOf,
  optionalArray,
  optionalNumber,
  optionalObject,
  optionalString,
  readObject,
} from '../../http/json.ts';
import type { Album, Member } from '../../domain/album/album.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { readAlbum, readRelation } from './album-responses.ts';
import { isOn } from './fields.ts';
import { isNotThere, readPartError, throwForWhole } from '../errors.ts';
import { parseRecords, type RecordPage } from './responses.ts';

/** One page of what changed in a zone since a token. */
export interface ChangePage {
  records: RecordPage;
  albums: Album[];
  members: (Member & { albumName: string; isGone: boolean })[];
  /** When records were changed, by record name, by Apple's clock. */
  modifiedAt: ReadonlyMap<string, EpochMs>;
  /** Names of deleted records. */
  gone: string[];
  /** Where the next page or the next request begins. */
  syncToken: string;
  /** More pages follow, even after one without records. */
  moreComing: boolean;
}

/** The changes, or a refused token: then everything must be listed from the beginning. */
export type ChangeAnswer = ChangePage | 'token-refused';

/**
 * Reads one zone's changes from the response to `changes/zone`:
 *
 *     {"zones": [{"zoneID": {…}, "syncToken": "…", "moreComing": true, "records": [ … ]}]}
 *
 * @throws {TransferError} `bad-response` if it has another shape or the zone cannot be opened; the error of the
 *   zone if it concerns the whole call; `service-down` where Apple fails in this zone
 * Source: docs/icloud-photos.md 7.
 */
export function parseChanges(body: unknown): ChangeAnswer {
  const zone = optionalArray(readObject(body), 'zones').find(isObject);
  if (!zone)
    throw new TransferError('bad-response', 'zones: expected a zone, received none', { service: 'icloud' });
  throwForWhole([zone]);
  const failure = readPartError(zone);
  if (failure && (isNotThere(failure) || failure.code === 'service-down')) throw failure;
  if (failure?.code === 'icloud-refused')
    throw new TransferError('bad-response', 'the zone cannot be opened', { service: 'icloud' });
  if (failure) return 'token-refused';
  const syncToken = optionalString(zone, 'syncToken');
  if (syncToken === null) {
    const detail = `syncToken: expected text, received ${kindOf(zone['syncToken'])}`;
    throw new TransferError('bad-response', detail, { service: 'icloud' });
  }
  const all = optionalArray(zone, 'records').filter(isObject);
  return {
    records: parseRecords({ records: all.filter((record) => !isOn(record['deleted'])) }),
    albums: all.map(readAlbum).filter((album) => album !== null),
    members: all.map(readRelation).filter((member) => member !== null),
    modifiedAt: new Map(all.flatMap(modificationOf)),
    gone: all.filter(isGone).map((record) => optionalString(record, 'recordName') ?? ''),
    syncToken,
    moreComing: zone['moreComing'] === true,
  };
}

/** A tombstone, or an album that its owner deleted. */
const isGone = (record: JsonObject): boolean =>
  isOn(record['deleted']) ||
  (optionalString(record, 'recordType') === 'CPLAlbum' && readAlbum(record) === null);

const modificationOf = (record: JsonObject): [string, EpochMs][] => {
  const name = optionalString(record, 'recordName');
  const at = optionalNumber(optionalObject(record, 'modified') ?? {}, 'timestamp');
  return name === null || at === null ? [] : [[name, epochMs(at)]];
};
