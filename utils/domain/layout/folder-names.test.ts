import { expect, test } from 'vitest';
import { albumPaths } from '../album/album-tree.ts';
import { sampleAsset } from '../testing/sample-photo.ts';
import { parseArrangement } from './arrangement.ts';
import { dateFolder } from './list-folder.ts';
import { folderLanguage, folderLanguages, folderNames, ownFolders } from './folder-names.ts';

const arrangement = parseArrangement({ folderLanguage: 'nb' });
const undated = sampleAsset({ capturedAt: null, addedAt: null });

test.each([
  ['nb-NO', 'nb'],
  ['no', 'nb'],
  ['en-GB', 'en'],
  ['sv-FI', 'sv'],
  ['de', 'de'],
  ['fr', 'en'],
])('a browser in %s names our folders in %s at the first copy', (language, expected) => {
  expect(folderLanguage(language)).toBe(expected);
});

test.each([
  ['personal', 'main', 'Ikke i noe album/Uten dato'],
  ['personal', 'hidden', 'Skjult/Uten dato'],
  ['shared', 'deleted', 'Delt bibliotek/Nylig slettet/Uten dato'],
] as const)(
  'a Norwegian copy puts an undated photo of the %s library in %s into %s',
  (library, list, folder) => {
    expect(dateFolder({ asset: undated, library, list }, arrangement)).toBe(folder);
  },
);

test('a copy that was begun before there was a choice keeps its English folders', () => {
  const { folderLanguage: none, ...before } = arrangement;
  expect(none).toBe('nb');
  expect(dateFolder({ asset: undated, library: 'personal', list: 'main' }, before)).toBe(
    'Not in any album/No date',
  );
  expect(parseArrangement({ folderLanguage: 'xx' })).not.toHaveProperty('folderLanguage');
});

test('an album without a name is named in the language of the copy', () => {
  const node = { key: 'a', recordName: 'A', name: null, parent: null, createdAt: 0, path: null };
  expect([...albumPaths([node], 'nb').values()]).toEqual(['Album uten navn']);
  expect([...albumPaths([node]).values()]).toEqual(['Untitled album']);
});

test.each(folderLanguages)('each folder has a name of its own in %s', (language) => {
  const own = Object.values(folderNames(language));
  expect(new Set(own).size).toBe(8);
  expect(ownFolders).toContain(folderNames(language).unfiled);
  expect(parseArrangement({ folderLanguage: language }).folderLanguage ?? 'en').toBe(language);
});
