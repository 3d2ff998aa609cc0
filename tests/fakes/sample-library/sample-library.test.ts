import { expect, test } from 'vitest';
import type { Library } from '../icloud/library/library.ts';
import type { Resource } from '../icloud/library/resource.ts';
import { sampleLibrary } from './sample-library.ts';

const BOXED = ['public.heic', 'com.apple.quicktime-movie', 'public.mpeg-4'];

/** Where the boxes of a HEIC, MOV or MP4 end; equals the file's size when the file is whole. */
function endOfBoxes({ source, sizeBytes }: Resource): number {
  let position = 0;
  while (position < sizeBytes) {
    const length = Buffer.from(source.read(position, position + 4)).readUInt32BE();
    if (length < 8) break;
    position += length;
  }
  return position;
}

test('has the size and variety that it states', () => {
  const library = sampleLibrary();
  const expected = library.expectedOriginals({ deleted: true });
  const sizes = new Map(expected.map((original) => [original.checksum, original.sizeBytes]));
  const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(library.primary.assets).toHaveLength(142);
  expect(totalBytes).toBeGreaterThan(38_000_000);
  expect(totalBytes).toBeLessThan(46_000_000);
  expect(new Set(expected.map(({ role }) => role))).toEqual(
    new Set(['original', 'liveVideo', 'alternative', 'editedStill', 'editedVideo', 'sidecar']),
  );
});

test('only duplicates share content', () => {
  const library = sampleLibrary();
  expect(library.primary.assets.length - library.primary.masters.length).toBe(4);
  const names = library.primary.masters.map((master) => master.recordName);
  expect(new Set(names).size).toBe(names.length);
});

test('grown files stay whole: the boxes of HEIC, MOV and MP4 end with the file', () => {
  const library = sampleLibrary();
  const resources = [...library.primary.masters, ...library.primary.assets].flatMap((record) =>
    [...record.resources].filter(([prefix]) => /Original|Full/.test(prefix)).map(([, resource]) => resource),
  );
  const boxed = resources.filter((resource) => BOXED.includes(resource.fileType));
  expect(boxed.length).toBeGreaterThan(25);
  expect(boxed.map((resource) => endOfBoxes(resource) - resource.sizeBytes)).toEqual(boxed.map(() => 0));
});

test('two albums of one name have creation dates, and the older one is not listed first', () => {
  const library = sampleLibrary();
  const [listedFirst, listedSecond] = library.primary.albums.filter(({ name }) => name === 'Jul');
  expect(listedFirst?.createdMs).toBeGreaterThan(listedSecond?.createdMs ?? Infinity);
});

test('every item has its original, except the two that are still uploading', () => {
  const withoutOriginal = (library: Library) =>
    library.zones.flatMap(({ assets }) => assets).filter(({ master }) => !master.resources.has('resOriginal'))
      .length;
  expect(withoutOriginal(sampleLibrary())).toBe(2);
  expect(withoutOriginal(sampleLibrary({ withUnfinished: false }))).toBe(0);
});
