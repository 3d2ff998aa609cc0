import { TransferError } from '../../errors.ts';
import { isObject, optionalArray, optionalObject, optionalString, readObject } from '../../http/json.ts';
import { throwForWhole } from '../errors.ts';
import { type Database, holdsLibrary, isSharedAlbum, type LibraryZone } from '../zone.ts';
import { fieldsOf, intField, isOn, MAX_NAME, textField } from './fields.ts';

/** Zones of one database; new shared albums are among the libraries. */
export interface ZoneList {
  libraries: LibraryZone[];
  /** Libraries that Apple names and cannot open now. */
  unreadable: LibraryZone[];
  /** Libraries that are gone: Apple names them only to who asks what has changed. */
  deleted: LibraryZone[];
  /** Names of zones that hold no library, or that cannot be read at all. */
  skipped: string[];
  /** Where the next answer begins; null if this was the last. */
  nextToken: string | null;
  /** State of the database: what changes from here on can be asked for. null if Apple does not say. */
  syncToken: string | null;
}

/** A zone whose name cannot be read: it may be a library, so it counts as one that cannot be opened. */
const UNNAMED_ZONE = 'SharedSync-?';

/**
 * Reads `changes/database`. Asked with a token, Apple leaves out the list of zones where none has changed.
 *
 * @param isSinceToken the request held a token
 * @throws {TransferError} `bad-response` without a list of zones: taken for an empty one, it would end a run as if
 * there was nothing to copy; what a zone says of the whole call: to come again later, or to sign in
 * Source: docs/icloud-photos.md 2.1, 7.
 */
export function parseZones(body: unknown, database: Database, isSinceToken = false): ZoneList {
  const answer = readObject(body);
  const isUnchanged =
    isSinceToken && answer['zones'] === undefined && optionalString(answer, 'syncToken') !== null;
  if (!Array.isArray(answer['zones']) && !isUnchanged)
    throw new TransferError('bad-response', 'no zones in the answer');
  const zones = optionalArray(answer, 'zones');
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

/** What Apple counts in each of the lists that were asked for, in their order; null where it does not say. Source: docs/icloud-photos.md 3.2. */
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

/** How it stands with a library. */
export interface LibraryState {
  /** Apple has sorted all of it. */
  isIndexed: boolean;
  /** Present state: what changes from here on can be asked for. null if Apple does not say. */
  syncToken: string | null;
}

/** Reads the answer to `CheckIndexingState`. Source: docs/icloud-photos.md 3.1. */
export function parseLibraryState(body: unknown): LibraryState {
  const answer = readObject(body);
  const record = optionalArray(answer, 'records').find(isObject);
  return {
    isIndexed: record === undefined || (textField(fieldsOf(record), 'state') ?? 'FINISHED') === 'FINISHED',
    syncToken: optionalString(answer, 'syncToken'),
  };
}
