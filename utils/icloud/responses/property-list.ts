import { parse } from '@plist/binary.parse';
import { isObject, type JsonObject } from '../../http/json.ts';
import { SaxesParser } from 'saxes';
import { FIRST_CONTAINER, isBinary } from './property-scalar.ts';

/** A dictionary or an array of plain values. Nothing below that is read. */
export type PropertyList = JsonObject | unknown[];

/** Recorded lists have 250 bytes; a thousand keywords fit. The limit keeps the expansion of a crafted list below 64 MB. */
const MAX_BYTES = 16 * 1024;

/**
 * Reads a small property list, binary or XML, in which Apple stores places and keywords:
 *
 *     <plist version="1.0"><array><string>harbour</string><string>boat</string></array></plist>
 *
 * Reads only flat lists: a dictionary or an array without another one inside. This rejects lists that refer to
 * themselves, or multiply through lists of lists, before anything is read.
 *
 * @returns null for anything else; never throws
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

function readBinaryList(bytes: Uint8Array<ArrayBuffer>): PropertyList | null {
  if (!isFlat(bytes)) return null;
  const list: unknown = parse(bytes.slice().buffer);
  return Array.isArray(list) || isObject(list) ? list : null;
}

/** Size of the trailer, which begins with the layout of the offset table. Source: Apple, CFBinaryPList.c. */
const TRAILER_BYTES = 32;

/**
 * Whether the top object is the only container. The trailer gives the position of the offset table, and each offset
 * points to the marker of an object.
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

/** Depth of a value: inside `plist` and a dictionary or an array. */
const VALUE_DEPTH = 3;

/**
 * Reads a flat XML property list. Dates and bytes in it become null. The parser knows no entities of a document
 * type, so none can expand.
 *
 * @throws if it is not XML, not a property list, or nested
 * Source: the document type of PropertyList-1.0, http://www.apple.com/DTDs/PropertyList-1.0.dtd.
 */
function readXmlList(xml: string): JsonObject | unknown[] {
  const names: string[] = [];
  let container = '';
  let text = '';
  const values: { name: string; value: unknown }[] = [];
  const parser = new SaxesParser();
  const add = (part: string): void => void (text += part);
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    names.push(name);
    text = '';
    if (names.length > VALUE_DEPTH) throw new Error('a list within a list');
    if (names.length === VALUE_DEPTH - 1) container = container === '' ? name : 'second';
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', ({ name }) => {
    if (names.length === VALUE_DEPTH) values.push({ name, value: valueOf(name, text) });
    names.pop();
    if (names.length === 0 && name !== 'plist') throw new Error('no property list');
  });
  parser.write(xml).close();
  if (container === 'array') return values.map(({ value }) => value);
  if (container === 'dict') return dictionary(values);
  throw new Error('neither a dictionary nor an array');
}

function valueOf(name: string, text: string): unknown {
  if (name === 'key' || name === 'string') return text;
  if (name === 'real' || name === 'integer') return text.trim() === '' ? null : Number(text);
  if (name === 'true' || name === 'false') return name === 'true';
  return null;
}

/** Joins alternating keys and values. */
function dictionary(values: readonly { name: string; value: unknown }[]): JsonObject {
  const entries: [string, unknown][] = [];
  for (let at = 0; at < values.length; at += 2) {
    const [key, value] = values.slice(at, at + 2);
    if (key?.name !== 'key' || !value || value.name === 'key') throw new Error('a key without a value');
    entries.push([String(key.value), value.value]);
  }
  return Object.fromEntries(entries);
}
