import { expect, test } from 'vitest';
import { recordName } from '../../units.ts';
import { albumFile, albumFilePath } from './album-file.ts';
import { noDetails } from '../photo/details.ts';
import { buildItem } from '../photo/item.ts';
import { sampleAsset, sampleMaster } from '../testing/sample-photo.ts';

const member = (id: string, fileName: string, title: string | null, isCover: boolean) => ({
  item: buildItem(
    sampleAsset({ recordName: recordName(id), details: { ...noDetails, title } }),
    sampleMaster({ fileName }),
  ),
  files: [fileName, fileName.replace('JPG', 'MOV')],
  isCover,
});

test('an album’s file lies in its folder', () => {
  expect(albumFilePath('Resor/Norge 2024')).toBe('Resor/Norge 2024/album.json');
});

test('an album file has the name as typed, the cover, and the photos in order with their texts', () => {
  const album = { name: 'AC/DC: live?', folders: ['Resor', 'Norden'] };
  const bytes = albumFile(album, [
    member('B', 'IMG_2.JPG', null, false),
    member('A', 'IMG_1.JPG', 'Høst', true),
  ]);
  expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({
    name: 'AC/DC: live?',
    folders: ['Resor', 'Norden'],
    cover: 'IMG_1.JPG',
    photos: [
      {
        files: ['IMG_2.JPG', 'IMG_2.MOV'],
        fileName: 'IMG_2.JPG',
        title: null,
        description: null,
        assetRecordName: 'B',
      },
      {
        files: ['IMG_1.JPG', 'IMG_1.MOV'],
        fileName: 'IMG_1.JPG',
        title: 'Høst',
        description: null,
        assetRecordName: 'A',
      },
    ],
  });
});

test('an album without photos, and one without a cover, say so', () => {
  const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  expect(read(albumFile({ name: 'Tomt', folders: [] }, []))).toEqual({
    name: 'Tomt',
    folders: [],
    cover: null,
    photos: [],
  });
  expect(read(albumFile({ name: 'A', folders: [] }, [member('A', 'IMG_1.JPG', null, false)]))).toMatchObject({
    cover: null,
  });
});
