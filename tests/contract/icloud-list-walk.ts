import type { PlainClient } from '../fakes/icloud/plain-client.ts';

/** A record off the wire, as far as the fake's tests look into it. */
export interface WireRecord {
  recordName: string;
  recordType: string | null;
  deleted?: boolean;
  serverErrorCode?: string;
  fields: Record<string, { value: unknown; type: string }>;
}

/** A page of `records/query`. */
export interface WirePage {
  records: WireRecord[];
  continuationMarker?: string;
  syncToken?: string;
}

/** The main list of the library. */
export const LIBRARY_LIST = 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted';

/** The body of a list request, as in the reference 3.3. */
export function listBody(
  startRank: number,
  more: Record<string, unknown> = {},
  filters: Record<string, string> = {},
): Record<string, unknown> {
  const {
    recordType = LIBRARY_LIST,
    direction = 'ASCENDING',
    zoneID = { zoneName: 'PrimarySync' },
    ...rest
  } = more;
  const texts = Object.entries({ direction, ...filters });
  const filterBy = [
    { fieldName: 'startRank', comparator: 'EQUALS', fieldValue: { type: 'INT64', value: startRank } },
    ...texts.map(([fieldName, value]) => ({
      fieldName,
      comparator: 'EQUALS',
      fieldValue: { type: 'STRING', value },
    })),
  ];
  return { query: { recordType, filterBy }, resultsLimit: 200, zoneID, ...rest };
}

/** One page of a list. */
export async function readPage(
  client: PlainClient,
  startRank: number,
  more: Record<string, unknown> = {},
  filters: Record<string, string> = {},
): Promise<WirePage> {
  return (await client.cloudKit('records/query', listBody(startRank, more, filters))).json as WirePage;
}

/** The records of one type on a page. */
export function ofType(page: WirePage, recordType: string): WireRecord[] {
  return page.records.filter((record) => record.recordType === recordType);
}

/** Asset names of a page, in its order. */
export function assetNames(page: WirePage): string[] {
  return ofType(page, 'CPLAsset').map((record) => record.recordName);
}

/** A resource's value in a record. */
export function resourceOf(
  record: WireRecord | undefined,
  field: string,
): { fileChecksum: string; size: number; downloadURL?: string } {
  const value = record?.fields[field]?.value;
  if (typeof value !== 'object' || value === null)
    throw new Error(`${record?.recordName ?? 'no record'} has no ${field}`);
  return value as { fileChecksum: string; size: number; downloadURL?: string };
}
