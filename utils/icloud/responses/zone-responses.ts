import {
  isObject,
  optionalArray,
  optionalObject,
  optionalString,
  readArray,
  readObject,
} from '../../http/json.ts';
import { throwForWhole } from '../errors.ts';
import { type Database, holdsLibrary, isSharedAlbum, type LibraryZone } from '../zone.ts';
import { fieldsOf, intField, isOn, MAX_NAME, textField } from './fields.ts';

/** Zones of one database. New shared albums are among the libraries. */
export interface ZoneList {
  libraries: LibraryZone[];
  /** Libraries that Apple lists but cannot open now. */
  unreadable: LibraryZone[];
  /** Deleted libraries. Apple lists them only among changes. */
  deleted: LibraryZone[];
  /** Names of zones without a library, and of unreadable ones. */
  skipped: string[];
  /** Where the next page begins; null after the last. */
  nextToken: string | null;
  /** State of the database, from which later changes are listed; null if Apple gives none. */
  syncToken: string | null;
}

/** Stands for a zone with an unreadable name. It may be a library, so it counts as one that cannot be opened. */
const UNNAMED_ZONE = 'SharedSync-?';

/**
 * Reads the response to `changes/database`:
 *
 *     {"zones": [{"zoneID": {"zoneName": "PrimarySync", "ownerRecordName": "_…", "zoneType": "REGULAR_CUSTOM_ZONE"}}], "syncToken": "…", "moreComing": false}
 *
 * For a request with a token, Apple leaves `zones` out where none has changed.
 *
 * @param isSinceToken the request held a token
 * @throws {TransferError} `bad-response` without a list of zones, because an empty list would end a run as if there
 *   were nothing to copy; the error of a zone that concerns the whole call
 * Source: docs/icloud-photos.md 2.1, 7.
 */
export function parseZones(body: unknown, database: Database, isSinceToken = false): ZoneList {
  const answer = readObject(body);
  const isUnchanged =
    isSinceToken && answer['zones'] === undefined && optionalString(answer, 'syncToken') !== null;
  const zones = isUnchanged ? [] : readArray(answer, 'zones');
  throwForWhole(zones);
  const list: ZoneList = {
    libraries: [],
    unreadable: [],
    deleted: [],
    skipped: [],
    nextToken: answer['moreComing'] === true ? optionalString(answer, 'syncToken') : null,
    syncToken: optionalString(answer, 'syncToken'),
  };
  for (const entry of zones) {
    const zone = isObject(entry) ? entry : {};
    const id = optionalObject(zone, 'zoneID');
    const zoneName = id && optionalString(id, 'zoneName');
    const isDeleted = isOn(zone['deleted']);
    if (!id || !zoneName || zoneName.length > MAX_NAME) {
      if (!isDeleted) list.skipped.push(UNNAMED_ZONE);
    } else if (!holdsLibrary(zoneName) && !isSharedAlbum(zoneName)) {
      if (!isDeleted) list.skipped.push(zoneName);
    } else {
      const kind = isDeleted ? 'deleted' : zone['serverErrorCode'] === undefined ? 'libraries' : 'unreadable';
      list[kind].push({
        database,
        zoneName,
        ownerRecordName: optionalString(id, 'ownerRecordName'),
        zoneType: optionalString(id, 'zoneType'),
      });
    }
  }
  return list;
}

/**
 * Reads Apple's counts of the requested lists, in their order; null where Apple gives none:
 *
 *     {"batch": [{"records": [{"fields": {"itemCount": {"value": 1234, "type": "INT64"}}}]}, …]}
 *
 * Source: docs/icloud-photos.md 3.2.
 */
export function parseCounts(body: unknown, wanted: number): (number | null)[] {
  const batch = optionalArray(readObject(body), 'batch');
  throwForWhole(batch);
  return Array.from({ length: wanted }, (_, index) => {
    const entry = batch[index];
    const record = isObject(entry) ? optionalArray(entry, 'records').find(isObject) : undefined;
    const count = record ? intField(fieldsOf(record), 'itemCount') : null;
    return count !== null && count >= 0 ? count : null;
  });
}

/** State of a library. */
export interface LibraryState {
  /** Apple has indexed all of it. */
  isIndexed: boolean;
  /** Token of the present state, from which later changes are listed; null if Apple gives none. */
  syncToken: string | null;
}

/**
 * Reads the response to `CheckIndexingState`:
 *
 *     {"records": [{"fields": {"state": {"value": "FINISHED", "type": "STRING"}}}], "syncToken": "…"}
 *
 * Source: docs/icloud-photos.md 3.1.
 */
export function parseLibraryState(body: unknown): LibraryState {
  const answer = readObject(body);
  const record = optionalArray(answer, 'records').find(isObject);
  return {
    isIndexed: record === undefined || (textField(fieldsOf(record), 'state') ?? 'FINISHED') === 'FINISHED',
    syncToken: optionalString(answer, 'syncToken'),
  };
}
