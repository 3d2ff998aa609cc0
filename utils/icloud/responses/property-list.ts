import { parse } from '@plist/binary.parse';
import { isObject, type JsonObject } from '../../http/json.ts';
import { readXmlList } from './property-list-xml.ts';

/** A dictionary or an array of plain values; what hangs deeper is not read. */
export type PropertyList = JsonObject | unknown[];

/** A recorded list has 250 bytes; a thousand keywords fit. The limit keeps what a crafted list can grow to below 64 MB. */
const MAX_BYTES = 16 * 1024;

/**
 * Reads a small property list, binary or XML, as Apple keeps places and keywords in them.
 *
 * Only flat lists are read: a dictionary or an array without another one inside. A list that refers to itself, or
 * multiplies by referring to lists of lists, is so refused before anything is read.
 *
 * @returns null for everything that is no such list; never throws
 * Source: docs/icloud-photos.md 4.4.
 */
export function readPropertyList(bytes: Uint8Array<ArrayBuffer>): PropertyList | null {
  if (bytes.length > MAX_BYTES) return null;
  try {
    return isBinary(bytes)
      ? readBinaryList(bytes)
      : readXmlList(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const isBinary = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 8)) === 'bplist00';

function readBinaryList(bytes: Uint8Array<ArrayBuffer>): PropertyList | null {
  if (!isFlat(bytes)) return null;
  const list: unknown = parse(bytes.slice().buffer);
  return Array.isArray(list) || isObject(list) ? list : null;
}

const TRAILER_BYTES = 32;
/** Markers from here on are arrays, sets and dictionaries. */
const FIRST_CONTAINER = 0xa0;

/**
 * Whether the top object is the only container. The trailer tells where the table of offsets is, and each offset leads
 * to an object's marker.
 *
 * Source: Apple, CFBinaryPList.c (the format is described at its top).
 * @throws {RangeError} if something lies outside
 */
function isFlat(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const trailer = bytes.length - TRAILER_BYTES;
  const offsetBytes = view.getUint8(trailer + 6);
  const objectCount = readUnsigned(view, trailer + 8, 8);
  const topObject = readUnsigned(view, trailer + 16, 8);
  const table = readUnsigned(view, trailer + 24, 8);
  if (offsetBytes === 0 || offsetBytes > 8 || objectCount > bytes.length) return false;
  for (let object = 0; object < objectCount; object += 1) {
    const marker = view.getUint8(readUnsigned(view, table + object * offsetBytes, offsetBytes));
    if (marker >= FIRST_CONTAINER !== (object === topObject)) return false;
  }
  return true;
}

function readUnsigned(view: DataView, at: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + view.getUint8(at + index);
  return value;
}
