/** Values that a flat property list can hold here. */
export type ListValue = string | number | Date;
/** A dictionary or an array. */
export type List = Record<string, ListValue> | ListValue[];

/** Seconds from 1970 to Apple's zero, 2001-01-01. */
const APPLE_ZERO_SECONDS = 978_307_200;

/** A binary property list as Apple writes it: numbers as doubles, one-byte references. At most 250 objects. Source: Apple, CFBinaryPList.c. */
export function binaryList(list: List): Buffer {
  const isArray = Array.isArray(list);
  const parts: ListValue[] = isArray ? list : [...Object.keys(list), ...Object.values(list)];
  const size = isArray ? parts.length : parts.length / 2;
  const top = Buffer.concat([marker(isArray ? 0xa0 : 0xd0, size), Buffer.from(parts.map((_, at) => at + 1))]);
  const objects = [top, ...parts.map(binaryValue)];
  const head = Buffer.from('bplist00');
  let at = head.length;
  const table = Buffer.alloc(objects.length * 2);
  for (const [index, object] of objects.entries()) {
    table.writeUInt16BE(at, index * 2);
    at += object.length;
  }
  const trailer = Buffer.alloc(32);
  trailer.writeUInt8(2, 6);
  trailer.writeUInt8(1, 7);
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(at), 24);
  return Buffer.concat([head, ...objects, table, trailer]);
}

/** A binary property list of one value. Source: Apple, CFBinaryPList.c. */
export function binaryScalar(value: ListValue): Buffer {
  const [head, object] = [Buffer.from('bplist00'), binaryValue(value)];
  const trailer = Buffer.alloc(32);
  trailer.writeUInt8(1, 6);
  trailer.writeUInt8(1, 7);
  trailer.writeBigUInt64BE(1n, 8);
  trailer.writeBigUInt64BE(BigInt(head.length + object.length), 24);
  return Buffer.concat([head, object, Buffer.of(head.length), trailer]);
}

function binaryValue(value: ListValue): Buffer {
  if (typeof value === 'string') {
    // oxlint-disable-next-line no-control-regex -- ASCII as a whole
    if (/^[\u0000-\u007f]*$/.test(value))
      return Buffer.concat([marker(0x50, value.length), Buffer.from(value)]);
    return Buffer.concat([marker(0x60, value.length), Buffer.from(value, 'utf16le').swap16()]);
  }
  const double = Buffer.alloc(9);
  const isDate = value instanceof Date;
  double.writeUInt8(isDate ? 0x33 : 0x23);
  double.writeDoubleBE(isDate ? value.getTime() / 1_000 - APPLE_ZERO_SECONDS : value, 1);
  return double;
}

/** Lengths from 15 on stand behind the marker, as an integer. */
function marker(kind: number, length: number): Buffer {
  return length < 15 ? Buffer.of(kind | length) : Buffer.of(kind | 15, 0x11, length >> 8, length & 255);
}

/** The same as an XML property list. Source: docs/icloud-photos.md 4.4 (icloudpd #1059). */
export function xmlList(list: List): Buffer {
  const body = Array.isArray(list)
    ? `<array>${list.map(xmlValue).join('')}</array>`
    : `<dict>${Object.entries(list)
        .map(([key, value]) => `<key>${escape(key)}</key>${xmlValue(value)}`)
        .join('')}</dict>`;
  return xmlFile(body);
}

/** An XML property list of one value. */
export const xmlScalar = (value: ListValue): Buffer => xmlFile(xmlValue(value));

const xmlFile = (body: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${body}\n</plist>\n`,
  );

function xmlValue(value: ListValue): string {
  if (typeof value === 'number') return `<real>${value}</real>`;
  if (value instanceof Date) return `<date>${value.toISOString().slice(0, 19)}Z</date>`;
  return `<string>${escape(value)}</string>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
