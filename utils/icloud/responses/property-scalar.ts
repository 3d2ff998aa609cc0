// The content script reads single values, and only them: the parsers of whole lists would add 30 kB to every page at
// icloud.com.

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

/** The zero of Apple's own dates. */
const APPLE_ZERO_MS = Date.UTC(2001, 0, 1);

/** High half of a marker: the kind of value. The low half is its length. Source: Apple, CFBinaryPList.c. */
const INTEGER = 0x1;
const REAL = 0x2;
const DATE = 0x3;
const ASCII = 0x5;
const UTF_16 = 0x6;

/** A length that does not fit into the marker: an integer with it follows. */
const LONG_LENGTH = 0xf;

/**
 * Reads the object that follows directly after the head. A list of one value has nothing else.
 *
 * @throws {RangeError} if the value is longer than the bytes
 */
function readBinaryScalar(bytes: Uint8Array<ArrayBuffer>): number | string | Date | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marker = view.getUint8(HEAD.length);
  const [kind, length] = [marker >> 4, marker & 0xf];
  const start = HEAD.length + 1;
  if (kind === INTEGER) return readInteger(view, start, 2 ** length);
  if (kind === REAL) return length === 2 ? view.getFloat32(start) : view.getFloat64(start);
  if (kind === DATE) return new Date(APPLE_ZERO_MS + 1_000 * view.getFloat64(start));
  return kind === ASCII || kind === UTF_16 ? readText(view, start, { kind, length }) : null;
}

/** Reads an integer. Only those of eight bytes have a sign; those of sixteen are beyond any date or size. */
function readInteger(view: DataView, start: number, byteCount: number): number | null {
  if (byteCount === 1) return view.getUint8(start);
  if (byteCount === 2) return view.getUint16(start);
  if (byteCount === 4) return view.getUint32(start);
  return byteCount === 8 ? Number(view.getBigInt64(start)) : null;
}

function readText(
  view: DataView,
  start: number,
  { kind, length }: { kind: typeof ASCII | typeof UTF_16; length: number },
): string | null {
  const isLong = length === LONG_LENGTH;
  const integerBytes = isLong ? 2 ** (view.getUint8(start) & 0xf) : 0;
  const units = isLong ? readInteger(view, start + 1, integerBytes) : length;
  if (units === null) return null;
  const at = view.byteOffset + start + (isLong ? 1 + integerBytes : 0);
  const [encoding, unitBytes] = kind === ASCII ? (['latin1', 1] as const) : (['utf-16be', 2] as const);
  return new TextDecoder(encoding, { fatal: true }).decode(
    new Uint8Array(view.buffer, at, units * unitBytes),
  );
}

/** Matches a list of one plain value without entities. */
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
