import { badRequest } from './wire/cloudkit-error.ts';
import { readArray, readFields, readLimit, readText, readTexts, type Fields } from './wire/request-fields.ts';

/** Records in one answer, whatever limit is requested. Source: docs/icloud-photos.md 3.4. */
export const MAX_RECORDS = 200;

/** A `records/query` after reading. */
export interface ListRequest {
  recordType: string;
  /** By field name. */
  filters: Map<string, { type: string; value: unknown }>;
  limit: number;
  desiredKeys: string[] | undefined;
  continuationMarker: string | undefined;
  zoneID: unknown;
}

/** @throws CloudKitError (400) for a body that is not shaped as in docs/icloud-photos.md 3.3. */
export function parseListRequest(body: unknown): ListRequest {
  const fields = readFields(body, 'body', [
    'query',
    'resultsLimit',
    'desiredKeys',
    'zoneID',
    'zoneWide',
    'continuationMarker',
  ]);
  const query = readFields(fields.query, 'query', ['recordType', 'filterBy', 'sortBy']);
  const marker = fields.continuationMarker;
  return {
    recordType: readText(query.recordType, 'recordType'),
    filters: readFilters(query),
    limit: Math.min(readLimit(fields.resultsLimit) ?? MAX_RECORDS, MAX_RECORDS),
    desiredKeys: readTexts(fields.desiredKeys, 'desiredKeys'),
    continuationMarker: marker === undefined ? undefined : readText(marker, 'continuationMarker'),
    zoneID: fields.zoneID,
  };
}

/** A text filter's value, or undefined. @throws CloudKitError (400) if its type is not STRING. */
export function textFilter(request: ListRequest, name: string): string | undefined {
  const filter = request.filters.get(name);
  if (filter === undefined) return undefined;
  if (filter.type !== 'STRING') throw badRequest(`${name} must be of type STRING`);
  return readText(filter.value, name);
}

/** The start of a list and the way through it. @throws CloudKitError (400) unless both filters are there. */
export function startOf(request: ListRequest): { startRank: number; isAscending: boolean } {
  const rank = request.filters.get('startRank');
  if (rank?.type !== 'INT64' || !Number.isInteger(rank.value) || Number(rank.value) < 0) {
    throw badRequest('startRank must be an INT64 from 0');
  }
  const direction = textFilter(request, 'direction');
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING')
    throw badRequest('direction must be ASCENDING or DESCENDING');
  return { startRank: Number(rank.value), isAscending: direction === 'ASCENDING' };
}

function readFilters(query: Fields): ListRequest['filters'] {
  const filters: ListRequest['filters'] = new Map();
  for (const entry of query.filterBy === undefined ? [] : readArray(query.filterBy, 'filterBy')) {
    const filter = readFields(entry, 'filter', ['fieldName', 'comparator', 'fieldValue']);
    if (filter.comparator !== 'EQUALS') throw badRequest('comparator must be EQUALS');
    const value = readFields(filter.fieldValue, 'fieldValue', ['type', 'value']);
    filters.set(readText(filter.fieldName, 'fieldName'), {
      type: readText(value.type, 'type'),
      value: value.value,
    });
  }
  return filters;
}
