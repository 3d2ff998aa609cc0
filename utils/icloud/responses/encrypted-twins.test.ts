import { describe, expect, test } from 'vitest';
import { binaryScalar, xmlScalar } from '../../../tests/fakes/icloud/library/content/property-list.ts';
import { encryptedType, twinDate, twinInt } from './encrypted-twins.ts';

const EXACT_MS = Date.UTC(2024, 11, 31, 22, 59, 30);
/** Rounded to the hour, plus 47 seconds. */
const FUZZED = { assetDate: { value: Date.UTC(2024, 11, 31, 23, 0, 47), type: 'TIMESTAMP' } };
const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64');
const bytes = (value: string | Buffer) => ({ value: base64(value), type: 'ENCRYPTED_BYTES' });
const APPLE_SECONDS = EXACT_MS / 1_000 - 978_307_200;

describe('the exact date of a photo whose plain date is fuzzed', () => {
  test.each([
    ['a number', { value: EXACT_MS, type: 'TIMESTAMP' }],
    ['a number that is marked as encrypted', { value: EXACT_MS, type: 'TIMESTAMP', isEncrypted: true }],
    ['text that is marked as encrypted', { value: String(EXACT_MS), type: 'STRING', isEncrypted: true }],
    ['digits in base64', bytes(String(EXACT_MS))],
    ['seconds since 1970 in base64', bytes(String(EXACT_MS / 1_000))],
    ['seconds since 2001 with a fraction', { value: APPLE_SECONDS + 0.0001, type: 'DOUBLE' }],
    ['a binary list of a date', bytes(binaryScalar(new Date(EXACT_MS)))],
    ['a binary list of a number', bytes(binaryScalar(APPLE_SECONDS))],
    ['an XML list of a date', bytes(xmlScalar(new Date(EXACT_MS)))],
    ['an XML list of a number', bytes(xmlScalar(EXACT_MS))],
  ])('is read from %s', (_, assetDateEnc) => {
    expect(twinDate({ ...FUZZED, assetDateEnc }, 'assetDate')).toBe(EXACT_MS);
  });

  test.each([
    ['bad base64', { value: '§§', type: 'ENCRYPTED_BYTES' }],
    ['bytes that nobody can read', bytes(Buffer.from('ff00ff00ff00ff00', 'hex'))],
    ['a list of lists', bytes(Buffer.from('bplist00\xa1\x08', 'latin1'))],
    ['a boolean', { value: true, type: 'INT64' }],
    ['no value', { type: 'TIMESTAMP' }],
    ['a number that is no such date', { value: 5, type: 'INT64' }],
  ])('falls back to the plain date for %s', (_, assetDateEnc) => {
    expect(twinDate({ ...FUZZED, assetDateEnc }, 'assetDate')).toBe(FUZZED.assetDate.value);
  });

  test('is read where the plain date does not come at all', () => {
    expect(twinDate({ assetDateEnc: bytes(String(EXACT_MS)) }, 'assetDate')).toBe(EXACT_MS);
    expect(twinDate({ assetDateEnc: bytes('soon') }, 'assetDate')).toBeNull();
  });
});

test.each([
  ['the twin first', { timeZoneOffset: { value: 0 }, timeZoneOffsetEnc: bytes('-18000') }, -18_000],
  [
    'the plain one where the twin is unreadable',
    { timeZoneOffset: { value: 3_600 }, timeZoneOffsetEnc: {} },
    3_600,
  ],
  ['the twin alone', { timeZoneOffsetEnc: { value: '7200', type: 'STRING', isEncrypted: true } }, 7_200],
  ['neither', {}, null],
])('a time zone: %s', (_, fields, expected) => {
  expect(twinInt(fields, 'timeZoneOffset')).toBe(expected);
});

test.each([
  ['base64', bytes('public.heic'), 'public.heic'],
  ['text', { value: 'public.heic', type: 'STRING', isEncrypted: true }, 'public.heic'],
  ['a binary list', bytes(binaryScalar('com.apple.quicktime-movie')), 'com.apple.quicktime-movie'],
  ['an XML list', bytes(xmlScalar('public.jpeg')), 'public.jpeg'],
  ['no uniform type', bytes('a photo'), null],
  ['bytes that nobody can read', bytes(Buffer.from('ff00', 'hex')), null],
])('a type in %s', (_, itemTypeEnc, expected) => {
  expect(encryptedType({ itemTypeEnc }, 'itemTypeEnc')).toBe(expected);
});
