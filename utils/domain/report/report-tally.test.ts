import { describe, expect, test } from 'vitest';
import { relativePath } from '../../units.ts';
import { createCounter, type ReportTally } from './report-tally.ts';
import type { ReportItem } from './report.ts';
import { sampleFile, sampleItem } from '../testing/sample-report.ts';

const ALBUM = 'private:PrimarySync/N';

function count(items: ReportItem[], { albumsAreFolders = true, chance = 0 } = {}): ReportTally {
  const counter = createCounter(albumsAreFolders, () => chance);
  for (const item of items) counter.add(item);
  return counter.result();
}

const failed = { status: 'failed', md5: null, proof: null } as const;

describe('a photo of an album counts as there', () => {
  const inAlbum = { albums: [ALBUM] };
  test.each<[string, Partial<ReportItem>, boolean, number]>([
    ['when all its files lie in the album’s folder', { files: [sampleFile({ place: 'N' })] }, true, 1],
    ['not when it lies elsewhere only', { files: [sampleFile()] }, true, 0],
    [
      'not when one of its files is missing there',
      { files: [sampleFile({ place: 'N' }), sampleFile({ place: 'N', role: 'live-video', ...failed })] },
      true,
      0,
    ],
    [
      'also when another album misses it',
      { files: [sampleFile({ place: 'N' }), sampleFile({ place: 'O', ...failed })] },
      true,
      1,
    ],
    ['wherever it lies, if albums are no folders', { files: [sampleFile()] }, false, 1],
    ['not when it has no file at all', { files: [] }, false, 0],
  ])('%s', (_, item, albumsAreFolders, stored) => {
    const { storedByAlbum } = count([sampleItem({ ...inAlbum, ...item })], { albumsAreFolders });
    expect(storedByAlbum.get(ALBUM) ?? 0).toBe(stored);
  });
});

test('sums by kind hold what is in Jottacloud: bytes once, edits and further places told apart, our own files apart', () => {
  const tally = count([
    sampleItem({
      files: [
        sampleFile({ place: 'N' }),
        sampleFile({ place: 'O', isCopy: true }),
        sampleFile({ place: 'N', role: 'edited-still', sizeBytes: 50 }),
        sampleFile({ place: 'N', role: 'compatible:edited-still', sizeBytes: 20 }),
        sampleFile({ place: 'N', role: 'details', proof: 'own', sizeBytes: 7 }),
      ],
    }),
    sampleItem({ kind: 'video', files: [sampleFile({ sizeBytes: 900 }), sampleFile(failed)] }),
    sampleItem({ kind: 'raw', files: [sampleFile(failed)] }),
    sampleItem({ kind: null, assetName: null, files: [sampleFile({ proof: 'own', sizeBytes: 3 })] }),
  ]);
  expect(tally).toMatchObject({
    byKind: [
      { kind: 'photo', amount: { items: 1, files: 4, bytes: 170 } },
      { kind: 'video', amount: { items: 0, files: 1, bytes: 900 } },
    ],
    edited: { items: 1, files: 1, bytes: 50 },
    compatible: { items: 1, files: 1, bytes: 20 },
    copies: 1,
    own: { files: 2, bytes: 10 },
    storedByLibrary: new Map([['private:PrimarySync', 1]]),
  });
});

test('changed names are listed with their reason, and further ones are still counted', () => {
  const named = (wantedName: string, path: string): ReportItem =>
    sampleItem({
      assetName: '7F3A-99',
      files: [sampleFile({ wantedName, path: relativePath(path) })],
    });
  const many = Array.from({ length: 300 }, () => named('a:b.JPG', '2024/a_b.JPG'));
  const tally = count([
    sampleItem(),
    named('IMG_1.JPG', '2024/IMG_1 (7F3A).JPG'),
    named('AC/DC.JPG', '2024/AC_DC.JPG'),
    ...many,
  ]);
  expect(tally.changedNamesCount).toBe(302);
  expect(tally.changedNames).toHaveLength(200);
  expect(tally.changedNames.slice(0, 2)).toEqual([
    { wanted: 'IMG_1.JPG', path: '2024/IMG_1 (7F3A).JPG', reason: 'taken' },
    { wanted: 'AC/DC.JPG', path: '2024/AC_DC.JPG', reason: 'adapted' },
  ]);
});

test('photos to look at are ten that are there, every one as likely, and the largest video', () => {
  const items = Array.from({ length: 30 }, (_, index) =>
    sampleItem({
      kind: index < 3 ? 'video' : 'photo',
      files: [
        sampleFile({ path: relativePath(`${index}`.padStart(2, '0')), sizeBytes: index === 1 ? 9_000 : 100 }),
      ],
    }),
  );
  const missing = sampleItem({ kind: 'video', files: [sampleFile({ ...failed, sizeBytes: 10_000 })] });
  // chance 0 puts every later photo into the first place, the highest one keeps the first ten
  expect(count([...items, missing], { chance: 0 }).samples.map(({ path }) => path)).toContain('29');
  const { samples, largestVideo } = count([...items, missing], { chance: 0.999 });
  expect(samples.map(({ path }) => path)).toEqual([
    '00',
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '07',
    '08',
    '09',
  ]);
  expect(largestVideo).toBe('01');
});
