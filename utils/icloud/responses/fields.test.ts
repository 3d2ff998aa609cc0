import { describe, expect, test } from 'vitest';
import {
  addressField,
  dateField,
  encodedTextField,
  flagField,
  intField,
  referenceField,
  companionField,
  resourceField,
} from './fields.ts';

const field = (value: unknown, type?: string) => ({ f: { value, ...(type && { type }) } });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a name', () => {
  test.each([
    ['in base64', field(base64('IMG_1.JPG'), 'ENCRYPTED_BYTES'), 'IMG_1.JPG'],
    ['in UTF-8', field(base64('假期.jpg'), 'ENCRYPTED_BYTES'), '假期.jpg'],
    ['as plain text', field('IMG_1.JPG', 'STRING'), 'IMG_1.JPG'],
    ['that is no base64', field('§§', 'ENCRYPTED_BYTES'), null],
    ['that is no UTF-8', field('/w==', 'ENCRYPTED_BYTES'), null],
    ['that is missing', {}, null],
    ['of another type', field(7), null],
    ['in a field that is no object', { f: 'x' }, null],
  ])('%s', (_, fields, expected) => {
    expect(encodedTextField(fields, 'f')).toBe(expected);
  });
});

test.each([
  [true, true],
  [1, true],
  ['1', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['false', false],
  [null, false],
  [undefined, false],
])('the flag %j is read as %j', (value, expected) => {
  expect(flagField({ f: { value } }, 'f')).toBe(expected);
});

test.each([
  [0, 0],
  [-1, -1],
  [64_092_211_200_000, 64_092_211_200_000],
  [9e15, null],
  [Number.NaN, null],
  ['1', 1],
  ['June', null],
  [undefined, null],
])('the date %j is read as %j', (value, expected) => {
  expect(dateField(field(value), 'f')).toBe(expected);
});

test('numbers, flags and references are what they are, or nothing', () => {
  expect([intField(field(3), 'f'), intField(field('3'), 'f'), intField({}, 'f')]).toEqual([3, 3, null]);
  expect([flagField(field(1), 'f'), flagField(field(0), 'f'), flagField({}, 'f')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(referenceField(field({ recordName: 'M' }), 'f')).toBe('M');
  expect([referenceField(field({}), 'f'), referenceField(field('M'), 'f')]).toEqual([null, null]);
});

describe('a file', () => {
  const file = (value: unknown) => ({
    resOriginalRes: { value },
    resOriginalFileType: { value: 'public.heic' },
  });
  test.each([
    [
      'whole',
      file({ fileChecksum: 'A', size: 5 }),
      { field: 'resOriginalRes', checksum: 'A', sizeBytes: 5, fileType: 'public.heic' },
    ],
    [
      'of no bytes',
      file({ fileChecksum: 'A', size: 0 }),
      { field: 'resOriginalRes', checksum: 'A', sizeBytes: 0, fileType: 'public.heic' },
    ],
    ['without a checksum', file({ size: 5 }), null],
    ['without a size', file({ fileChecksum: 'A' }), null],
    ['of less than no bytes', file({ fileChecksum: 'A', size: -1 }), null],
    ['of half a byte', file({ fileChecksum: 'A', size: 1.5 }), null],
    ['that is not there', {}, null],
  ])('%s', (_, fields, expected) => {
    expect(resourceField(fields, 'resOriginal')).toEqual(expected);
  });

  test('has an address, or not yet', () => {
    expect(addressField(file({ downloadURL: 'https://x' }), 'resOriginalRes')).toBe('https://x');
    expect([addressField(file({}), 'resOriginalRes'), addressField({}, 'resOriginalRes')]).toEqual([
      null,
      null,
    ]);
  });
});

test.each(['Res', 'FileType', 'Fingerprint'])(
  'a companion with only %s is unreadable, not absent',
  (part) => {
    const fields = { [`resVidFull${part}`]: { type: 'ASSETID' } };
    expect(companionField(fields, 'resVidFull')).toEqual({ isUnreadable: true, fileType: null });
    expect(companionField(fields, 'resJPEGFull')).toBeNull();
  },
);
