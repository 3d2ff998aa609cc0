import { expect, test } from 'vitest';
import { largeLibrary } from './large-library.ts';
import { distinctBytes, listingFloor } from './listing-floor.ts';

const depthOf = (album: { parent: unknown }): number =>
  album.parent ? 1 + depthOf(album.parent as { parent: unknown }) : 1;

test('has 10,000 items, 200 albums in three levels, a quarter of the items in two of them', () => {
  const { primary } = largeLibrary();
  const albums = primary.albums.filter(({ albumType }) => albumType === 0);
  const memberships = Map.groupBy(primary.relations, ({ itemId }) => itemId);

  expect(primary.assets).toHaveLength(10_000);
  expect([albums.length, Math.max(...albums.map(depthOf))]).toEqual([200, 3]);
  expect(memberships.size).toBe(2_500);
  expect(
    [...memberships.values()].every(
      (two) => new Set(two.map(({ album }) => album)).size === 2 && two.length === 2,
    ),
  ).toBe(true);
  expect(new Set(primary.relations.map(({ album }) => album)).size).toBe(200);
});

test('one item in a hundred shares a master, and two have the name of another master', () => {
  const { primary } = largeLibrary();
  const names = primary.masters.map(({ fileName }) => 'text' in fileName && fileName.text);
  expect(primary.assets.length - primary.masters.length).toBe(100);
  expect(names.length - new Set(names).size).toBe(200);
});

test('is the same for the same seed', () => {
  const namesOf = (seed: number) =>
    largeLibrary({ items: 200, seed }).primary.records.map(({ recordName }) => recordName);
  expect(namesOf(5)).toEqual(namesOf(5));
  expect(namesOf(5)).not.toEqual(namesOf(6));
});

// By hand: 10,000 items at 100 a page; the top, 8 folders and 40 folders in them; of 2,500 places twice, 20 albums have 125
// each, two pages of 66, and 180 albums one page each.
test('knows its fewest listing calls', () => {
  expect(listingFloor(largeLibrary())).toEqual({ photos: 100, tree: 49, contents: 220, total: 369 });
});

test('counts each content once, so a duplicate adds no bytes', () => {
  const library = largeLibrary({ items: 100 });
  const all = library.expectedOriginals().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const duplicate = library.primary.assets[10]?.master.resources.get('resOriginal')?.sizeBytes ?? 0;
  expect(distinctBytes(library)).toBe(all - duplicate);
});
