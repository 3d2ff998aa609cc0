import { expect, test } from 'vitest';
import { readAlbumPages } from './album-responses.ts';

const page = (name: string | null, marker?: string) => ({
  records: name === null ? [] : [{ recordName: name, recordType: 'CPLAlbum', fields: {} }],
  ...(marker !== undefined && { continuationMarker: marker }),
});
const namesOf = async (read: (marker: string | null) => Promise<unknown>): Promise<string[]> =>
  (await readAlbumPages(read)).map(({ recordName }) => recordName);

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
