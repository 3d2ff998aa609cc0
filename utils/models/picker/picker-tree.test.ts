import { expect, test } from 'vitest';
import type { AlbumChoice } from '../../domain/album/album-choice.ts';
import type { PickerList } from './photo-lists.ts';
import { pickerTree } from './picker-tree.ts';

const list = (...titles: string[]): PickerList => ({
  id: titles.join('-'),
  kind: titles.length === 0 ? 'own-library' : 'album',
  titles,
  albumName: null,
  createdAt: null,
  pageSize: 100,
});
const outline = (nodes: readonly AlbumChoice[]): unknown[] =>
  nodes.map(({ name, isFolder, children }) => (isFolder ? [name, outline(children)] : name));

test('albums are under the folders that their titles name; libraries are not among them', () => {
  const tree = pickerTree([
    list(),
    list('Home'),
    list('Trips', 'Rome'),
    list('Trips', 'North', 'Oslo'),
    list('Trips', 'Paris'),
  ]);
  expect(outline(tree)).toEqual(['Home', ['Trips', ['Rome', ['North', ['Oslo']], 'Paris']]]);
});
