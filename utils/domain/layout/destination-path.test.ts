import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordName } from '../../units.ts';
import { itemPathCandidates, pathKey } from './destination-path.ts';
import { buildItem } from '../photo/item.ts';
import { sampleAsset, sampleMaster, sampleResource } from '../testing/sample-photo.ts';

const first = (count: number, item = buildItem(sampleAsset(), sampleMaster()), folder = '2024/2024-06') => [
  ...itemPathCandidates(item, folder).take(count),
];

describe('paths', () => {
  test('a file at the top is not called like a folder of ours there', () => {
    const item = buildItem(
      sampleAsset(),
      sampleMaster({ fileName: 'hidden', itemType: null, original: sampleResource('resOriginalRes') }),
    );
    expect(first(1, item, '')).toEqual([['hidden (7F3A)']]);
    expect(first(1, item, 'Hidden')).toEqual([['Hidden/hidden']]);
  });

  test('the second photo of a name gets the first signs of its own id, then more of them', () => {
    expect(first(4)).toEqual([
      ['2024/2024-06/IMG_0001.JPG'],
      ['2024/2024-06/IMG_0001 (7F3A).JPG'],
      ['2024/2024-06/IMG_0001 (7F3A0C11).JPG'],
      ['2024/2024-06/IMG_0001 (7F3A0C112B4D4E6F).JPG'],
    ]);
  });

  test('all files of one photo get the same suffix', () => {
    const liveVideo = sampleResource('resOriginalVidComplRes', 'com.apple.quicktime-movie');
    expect(first(2, buildItem(sampleAsset(), sampleMaster({ liveVideo })))).toEqual([
      ['2024/2024-06/IMG_0001.JPG', '2024/2024-06/IMG_0001.MOV'],
      ['2024/2024-06/IMG_0001 (7F3A).JPG', '2024/2024-06/IMG_0001 (7F3A).MOV'],
    ]);
  });

  test('two files of one photo never have one path', () => {
    const alternative = sampleResource('resOriginalAltRes', 'public.jpeg');
    expect(first(1, buildItem(sampleAsset(), sampleMaster({ alternative })))).toEqual([
      ['2024/2024-06/IMG_0001.JPG', '2024/2024-06/IMG_0001-2.JPG'],
    ]);
  });

  test('however many photos have a name, each candidate is a new path of allowed length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 260 }),
        fc.string({ maxLength: 60 }),
        (name, id) => {
          const item = buildItem(
            sampleAsset({ recordName: recordName(id) }),
            sampleMaster({ fileName: name }),
          );
          const paths = first(9, item).flat();
          expect(paths.every((path) => path.split('/').length === 3)).toBe(true);
          expect(paths.every((path) => new TextEncoder().encode(path.split('/').at(-1)).length <= 240)).toBe(
            true,
          );
          if (id.replace(/[^0-9A-Za-z]/g, '').length > 16) expect(new Set(paths.map(pathKey)).size).toBe(9);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a suffix that a short id cannot make longer is numbered', () => {
    const item = buildItem(sampleAsset({ recordName: recordName('x') }), sampleMaster());
    expect(first(7, item).at(-1)).toEqual(['2024/2024-06/IMG_0001 (X 3).JPG']);
  });
});
