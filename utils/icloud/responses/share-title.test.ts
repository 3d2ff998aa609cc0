import { expect, test } from 'vitest';
import { parseShareTitle } from './share-title.ts';

const share = (fields: object) => ({
  records: [{ recordName: 'cloudkit.zoneshare', recordType: 'cloudkit.share', fields }],
});

test.each([
  ['CloudKit’s own field', share({ 'cloudkit.title': { value: 'Summer', type: 'STRING' } }), 'Summer'],
  [
    'a field in base64',
    share({ albumNameEnc: { value: btoa('Summer'), type: 'ENCRYPTED_BYTES' } }),
    'Summer',
  ],
  ['no name', share({ 'cloudkit.title': { value: ' ', type: 'STRING' } }), null],
  ['no such record', { records: [{ recordName: 'cloudkit.zoneshare', serverErrorCode: 'NOT_FOUND' }] }, null],
  ['no records', {}, null],
])('%s', (_, body, title) => {
  expect(parseShareTitle(body)).toBe(title);
});

test('what the record says of the whole call is no name', () => {
  const body = { records: [{ recordName: 'cloudkit.zoneshare', serverErrorCode: 'AUTHENTICATION_FAILED' }] };
  expect(() => parseShareTitle(body)).toThrow(expect.objectContaining({ code: 'icloud-signed-out' }));
});
