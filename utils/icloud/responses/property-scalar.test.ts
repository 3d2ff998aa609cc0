import { parse } from '@plist/binary.parse';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binaryScalar, xmlScalar } from '../../../tests/fakes/icloud/library/content/property-list.ts';
import { readPropertyScalar } from './property-scalar.ts';

const MAX_DATE_MS = 8.64e15;
const read = (file: Buffer): number | string | Date | null => readPropertyScalar(new Uint8Array(file));
/** A binary list of one object, given in hexadecimal digits. */
const binary = (object: string): Buffer => {
  const bytes = Buffer.from(object, 'hex');
  const trailer = Buffer.alloc(32);
  trailer.writeUInt8(1, 6);
  trailer.writeUInt8(1, 7);
  trailer.writeBigUInt64BE(1n, 8);
  trailer.writeBigUInt64BE(BigInt(8 + bytes.length), 24);
  return Buffer.concat([Buffer.from('bplist00'), bytes, Buffer.of(8), trailer]);
};

describe('a property list of one value', () => {
  test.each([
    ['an integer of one byte', '10ff', 255],
    ['an integer of two bytes', '11ffff', 65_535],
    ['an integer of four bytes', '12fffffffe', 4_294_967_294],
    ['an integer of eight bytes', '1300000193491c80d0', 1_732_098_425_040],
    ['a negative integer', '13ffffffffffffffff', -1],
    ['a short real', '223fc00000', 1.5],
    ['a real', '233ff8000000000000', 1.5],
    ['a date', '330000000000000000', new Date('2001-01-01T00:00:00Z')],
    ['a text', '526869', 'hi'],
    ['a text in UTF-16', '6200e600f8', 'æø'],
    ['a text of 20 characters', `5f1014${'61'.repeat(20)}`, 'a'.repeat(20)],
  ])('is read: %s', (_, object, value) => {
    expect(read(binary(object))).toEqual(value);
  });

  test.each([
    ['nothing after the head', Buffer.from('bplist00')],
    ['a real that is cut off', Buffer.from('bplist00\x23\x3f', 'latin1')],
    ['a text that is longer than the file', Buffer.from('bplist00\x5f\x11\x7f\xff', 'latin1')],
    ['a boolean', binary('09')],
    ['bytes', binary('42ffff')],
    ['an integer of 16 bytes', binary(`14${'00'.repeat(16)}`)],
    ['an array', binary('a0')],
    ['a dictionary', binary('d0')],
    ['half a surrogate pair', binary('61d800')],
    ['an XML list of a list', Buffer.from('<plist><array/></plist>')],
    ['an XML number without digits', Buffer.from('<plist><real> </real></plist>')],
    ['neither format', Buffer.from('ff00ff00', 'hex')],
    ['no byte', Buffer.alloc(0)],
    ['more than 1 KiB', binaryScalar('a'.repeat(1_100))],
  ])('is null for %s', (_, file) => {
    expect(read(file)).toBeNull();
  });

  const anyValue = fc.oneof(
    fc.double({ noNaN: true }),
    fc.date({ noInvalidDate: true, min: new Date(-MAX_DATE_MS), max: new Date(MAX_DATE_MS) }),
    fc.string({ maxLength: 100 }),
    fc.string({ maxLength: 100, unit: 'grapheme' }),
  );

  test('equals what a parser of all lists reads', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const file = binaryScalar(value);
        expect(read(file)).toEqual(parse(new Uint8Array(file).buffer));
      }),
    );
  });

  test('is the same in XML', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(xmlScalar(value))).toBe(value + 0); // XML has no negative zero
      }),
    );
  });

  test('never throws, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (tail) => {
        expect(() => read(Buffer.concat([Buffer.from('bplist00'), tail]))).not.toThrow();
      }),
    );
  });
});
