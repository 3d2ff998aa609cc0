// The content script reads single values too, so they live apart from the lists: their XML parser would add 27 kB
// to it.
import { parse } from '@plist/binary.parse';

/** First bytes of a binary property list. */
const HEAD = 'bplist00';

/** Whether a property list is binary. */
export const isBinary = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, HEAD.length)) === HEAD;

/** Markers from here on are arrays, sets and dictionaries. */
export const FIRST_CONTAINER = 0xa0;

/** Longest list that is read. It holds one number, one date or a short text. */
const MAX_SCALAR_BYTES = 1_024;

/**
 * Reads a property list of one plain value, binary or XML:
 *
 *     <plist version="1.0"><date>2026-11-23T12:00:00Z</date></plist>
 *
 * @returns null for anything else, arrays and dictionaries included; never throws
 * Source: docs/icloud-photos.md 4.4, 4.7.
 */
export function readPropertyScalar(bytes: Uint8Array<ArrayBuffer>): number | string | Date | null {
  if (bytes.length > MAX_SCALAR_BYTES) return null;
  try {
    return isBinary(bytes)
      ? readBinaryScalar(bytes)
      : readXmlScalar(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** Reads a binary value. The first object follows directly after the head. */
function readBinaryScalar(bytes: Uint8Array<ArrayBuffer>): number | string | Date | null {
  if ((bytes[HEAD.length] ?? FIRST_CONTAINER) >= FIRST_CONTAINER) return null;
  const value: unknown = parse(bytes.slice().buffer);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' || value instanceof Date ? value : null;
}

const XML_VALUE =
  /<plist[^>]*>\s*<(?<kind>real|integer|date|string)>(?<text>[^<&]*)<\/\k<kind>>\s*<\/plist>\s*$/;

function readXmlScalar(xml: string): number | string | Date | null {
  const { kind, text = '' } = XML_VALUE.exec(xml)?.groups ?? {};
  if (kind === undefined) return null;
  if (kind === 'string') return text;
  const value = kind === 'date' ? Date.parse(text) : Number(text.trim() === '' ? Number.NaN : text);
  if (!Number.isFinite(value)) return null;
  return kind === 'date' ? new Date(value) : value;
}
