import type { LibraryRecord, LibraryZone } from '../library/records.ts';
import { CloudKitError } from './wire/cloudkit-error.ts';
import { findZone, type CloudKitContext } from './context.ts';
import { MAX_RECORDS } from './list-request.ts';
import { readArray, readFields, readLimit, readText, readTexts } from './wire/request-fields.ts';
import { buildSyncToken, parseSyncToken, type HistoryPosition } from './wire/sync-token.ts';
import { indexRecord, tombstone, wireRecord } from './wire/wire-record.ts';

const ENTRY_FIELDS = ['zoneID', 'syncToken', 'resultsLimit', 'desiredKeys', 'desiredRecordTypes', 'reverse'];

const LIBRARY_INFO = 'PrimarySync-0000-LI';

/** Answers `changes/zone`, zone by zone; a zone's failure takes its place, with status 200. Source: docs/icloud-photos.md 7. */
export function answerZoneChanges(context: CloudKitContext, body: unknown): unknown {
  const { zones } = readFields(body, 'body', ['zones', 'resultsLimit']);
  return { zones: readArray(zones, 'zones').map((entry) => answerEntry(context, entry)) };
}

function answerEntry(context: CloudKitContext, entry: unknown): unknown {
  const fields = readFields(entry, 'zone', ENTRY_FIELDS);
  try {
    const zone = findZone(context, fields.zoneID);
    const token = fields.syncToken === undefined ? undefined : readText(fields.syncToken, 'syncToken');
    const position = startPosition(zone, token);
    if ('reason' in position)
      return { zoneID: zone.zoneID, serverErrorCode: 'BAD_REQUEST', reason: position.reason };
    if (token === undefined && context.switches.emptyFirstChangePage)
      return {
        zoneID: zone.zoneID,
        moreComing: true,
        syncToken: buildSyncToken(zone, position),
        records: [],
      };
    const desiredKeys = readTexts(fields.desiredKeys, 'desiredKeys');
    const limit = Math.min(readLimit(fields.resultsLimit) ?? MAX_RECORDS, MAX_RECORDS);
    return answerPage(context, zone, position, limit, desiredKeys);
  } catch (error) {
    if (!(error instanceof CloudKitError)) throw error;
    return { zoneID: fields.zoneID, serverErrorCode: error.body.serverErrorCode, reason: error.body.reason };
  }
}

/** No token: from the beginning. An empty one: nothing but the present place. */
function startPosition(zone: LibraryZone, token: string | undefined): HistoryPosition | { reason: string } {
  if (token === undefined) return { changeCount: 0, emptyPages: 0 };
  if (token === '') return { changeCount: zone.changes.length, emptyPages: Infinity };
  return parseSyncToken(zone, token);
}

/**
 * Returns a page, which covers a fixed number of history steps. A replaced step returns nothing, so pages may be
 * short, or empty with `moreComing`. Behind the last step come the empty pages of the switch.
 */
function answerPage(
  context: CloudKitContext,
  zone: LibraryZone,
  position: HistoryPosition,
  limit: number,
  desiredKeys: string[] | undefined,
): unknown {
  const steps = zone.changes.slice(position.changeCount, position.changeCount + limit);
  const changeCount = position.changeCount + steps.length;
  const isAtEnd = steps.length === 0 && position.changeCount === zone.changes.length;
  const emptyWanted = context.switches.emptyChangePages;
  const emptyPages = isAtEnd ? Math.min(position.emptyPages + 1, emptyWanted) : 0;
  const lastStep = lastSteps(zone);
  const records = steps.flatMap(({ record }, index) =>
    lastStep.get(record) === position.changeCount + index ? [record] : [],
  );
  return {
    zoneID: zone.zoneID,
    moreComing: changeCount < zone.changes.length || emptyPages < emptyWanted,
    syncToken: buildSyncToken(zone, { changeCount, emptyPages }),
    records: [
      ...records.map((record) =>
        record.isExpunged ? tombstone(record) : wireRecord(context, record, { desiredKeys }),
      ),
      // Every change adds a record about the library itself.
      ...(records.length > 0
        ? [indexRecord(LIBRARY_INFO, 'CPLLibraryInfo', {}, zone.zoneID, context.nowMs)]
        : []),
    ],
  };
}

function lastSteps(zone: LibraryZone): Map<LibraryRecord, number> {
  return new Map(zone.changes.map(({ record }, index) => [record, index]));
}
