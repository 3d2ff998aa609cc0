import { describe, expect, test } from 'vitest';
import { epochMs, recordName } from '../../units.ts';
import { albumFile } from '../album/album-file.ts';
import { detailsFile } from './details-file.ts';
import { buildItem, type PhotoItem } from '../photo/item.ts';
import { isSameSubject } from './own-subject.ts';
import type { AssetRecord } from '../photo/record.ts';
import { sampleAsset, sampleMaster } from '../testing/sample-photo.ts';

const photo = (asset: Partial<AssetRecord> = {}): PhotoItem =>
  buildItem(sampleAsset(asset), sampleMaster({}));
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe.each(['json', 'xmp'] as const)('details as %s', (format) => {
  const details = (asset: Partial<AssetRecord>, albums: string[] = []): string =>
    text(detailsFile(photo(asset), albums, format, true));

  test('are of the same photo, whatever has changed of it', () => {
    expect(isSameSubject(details({}), details({ isFavorite: true }, ['Rom']))).toBe(true);
  });

  test('are of another photo', () => {
    const other = details({ recordName: recordName('B'), addedAt: epochMs(1) });
    expect(isSameSubject(details({}), other)).toBe(false);
  });

  test.each(['', '{}', 'null', '{"assetRecordName": "A"}', '<x:xmpmeta/>', '\u0000'])(
    'are not %j',
    (theirs) => {
      expect(isSameSubject(theirs, details({}))).toBe(false);
      expect(isSameSubject(theirs, theirs)).toBe(false);
    },
  );
});

describe('the list of an album', () => {
  const list = (name: string, folders: string[], photos: PhotoItem[]): string =>
    text(
      albumFile(
        { name, folders },
        photos.map((item) => ({ item, files: ['A.JPG'], isCover: false })),
      ),
    );

  test('is of the same album, whatever is in it, also where only its beginning was read', () => {
    const before = list('Rom "2024"', ['Resor', 'Italia'], [photo(), photo()]);
    expect(isSameSubject(before, list('Rom "2024"', ['Resor', 'Italia'], []))).toBe(true);
    expect(isSameSubject(before.slice(0, 200), before)).toBe(true);
  });

  test.each([
    ['another name', 'Oslo', []],
    ['another folder', 'Rom', ['Resor']],
  ])('is of another album: %s', (_, name, folders) => {
    expect(isSameSubject(list('Rom', [], [photo()]), list(name, folders, [photo()]))).toBe(false);
  });
});
