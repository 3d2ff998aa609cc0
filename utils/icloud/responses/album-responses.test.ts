import { expect, test } from 'vitest';
import { parseShareTitle, readAlbumPages } from './album-responses.ts';

const page = (name: string | null, marker?: string) => ({
  records: name === null ? [] : [{ recordName: name, recordType: 'CPLAlbum', fields: {} }],
  ...(marker !== undefined && { continuationMarker: marker }),
});
const namesOf = async (read: (marker: string | null) => Promise<unknown>): Promise<string[]> =>
  (await readAlbumPages(read)).albums.map(({ recordName }) => recordName);

test('an answer without a new album is no end while a marker says that there is more', async () => {
  const pages = [
    page('----Root-Folder----', '1'),
    page(null, '2'),
    page('A', '3'),
    page('A', '4'),
    page('B'),
  ];
  expect(await namesOf((marker) => Promise.resolve(pages[Number(marker ?? 0)]))).toEqual(['A', 'B']);
});

test('a marker that is not heeded ends the list', async () => {
  expect(await namesOf(() => Promise.resolve(page('A', 'same')))).toEqual(['A']);
});

test('markers without end are a fault', async () => {
  let count = 0;
  await expect(readAlbumPages(() => Promise.resolve(page('A', String((count += 1)))))).rejects.toMatchObject({
    code: 'bad-response',
  });
});

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
