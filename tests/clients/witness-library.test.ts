import { expect, test } from 'vitest';
import { isVisible } from '../fakes/icloud/library/records.ts';
import { compareCopies, serviceFiles, type ServiceFile } from './support/compare-copies.ts';
import { witnessLibrary } from './support/witness-library.ts';

/** Photos on one page of a list and of an album. */
const PAGE = { list: 100, album: 66 };

test('the library for other programs has lists of several pages and every kind of file', () => {
  const { library, albums } = witnessLibrary();
  const visible = library.primary.assets.filter(isVisible);
  expect(visible.length).toBeGreaterThan(2 * PAGE.list);
  expect(Math.max(...albums.map(({ assets }) => assets.length))).toBeGreaterThan(2 * PAGE.album);
  expect(new Set(serviceFiles(visible).map(({ role }) => role))).toEqual(
    new Set(['original', 'liveVideo', 'alternative', 'editedStill', 'editedVideo', 'sidecar']),
  );
  expect(library.zones.map(({ database }) => database)).toEqual(['private', 'shared']);
});

test('a comparison names missing, wrong and surplus files', () => {
  const [first, second] = serviceFiles(witnessLibrary().library.primary.assets);
  if (!first || !second) throw new Error('the library is empty');
  const copies = [
    { name: first.storedName, md5: '0'.repeat(32) },
    { name: 'other.jpg', md5: second.md5 },
  ];
  const nameOf = ({ storedName }: ServiceFile) => [storedName];
  const { equal, failures } = compareCopies([first, second], copies, nameOf, []);
  expect(equal).toBe(0);
  expect(failures).toEqual([
    'IMG_0001.JPG (original) was not copied as IMG_0001.JPG',
    'IMG_0002.JPG (original) was not copied as IMG_0002.JPG',
    'IMG_0001.JPG is no file of the service',
    'other.jpg is no file of the service',
  ]);
});
