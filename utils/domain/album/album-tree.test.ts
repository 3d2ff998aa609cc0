import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativePath } from '../../units.ts';
import { type AlbumNode, albumPaths, namesInTree } from './album-tree.ts';
import { ownFolders } from '../layout/folder-names.ts';
import { byteLength, nameKey, safeName } from '../photo/safe-name.ts';

const album = (key: string, name: string | null, change: Partial<AlbumNode> = {}): AlbumNode => ({
  key,
  recordName: `${key}-7F3A-0C11`,
  name,
  parent: null,
  createdAt: 1,
  path: null,
  ...change,
});
const pathsOf = (nodes: AlbumNode[]): Record<string, string> => Object.fromEntries(albumPaths(nodes));

describe('albums become folders', () => {
  test('in the tree as it is in iCloud, with names that Jottacloud takes', () => {
    const nodes = [
      album('F', 'Reise'),
      album('G', '2019/2020', { parent: 'F' }),
      album('A', ' Rom. ', { parent: 'G' }),
      album('B', 'Jo\u0308rg', { parent: 'G' }),
      album('C', 'con', { parent: 'F' }),
    ];
    expect(pathsOf(nodes)).toEqual({
      F: 'Reise',
      G: 'Reise/2019_2020',
      A: 'Reise/2019_2020/Rom',
      B: 'Reise/2019_2020/Jörg',
      C: 'Reise/con_',
    });
  });

  test('the older one of two equal names keeps it, in any letter case and Unicode form', () => {
    const nodes = [
      album('NEW', 'RÖM', { createdAt: 2 }),
      album('OLD', 'ro\u0308m', { createdAt: 1 }),
      album('F', 'Folder'),
      album('IN', 'röm', { createdAt: 3, parent: 'F' }),
    ];
    expect(pathsOf(nodes)).toEqual({ OLD: 'röm', NEW: 'RÖM (NEW7)', F: 'Folder', IN: 'Folder/röm' });
  });

  test.each(ownFolders)('an album called “%s” is not mixed with our folder of that name', (name) => {
    expect(
      pathsOf([album('A', name.toUpperCase()), album('F', 'F'), album('B', name, { parent: 'F' })]),
    ).toEqual({
      A: `${name.toUpperCase()} (A7F3)`,
      F: 'F',
      B: `F/${name}`,
    });
  });

  test.each([null, '', ' ', '.', '\u200b', '..'])('without a name (%j) it is untitled', (name) => {
    expect(pathsOf([album('A', name)])).toEqual({ A: 'Untitled album' });
  });

  test('one whose folder is not listed, or that contains itself, is at the top', () => {
    const nodes = [
      album('A', 'A', { parent: 'nowhere' }),
      album('B', 'B', { parent: 'C' }),
      album('C', 'C', { parent: 'B' }),
      album('D', 'D', { parent: 'D' }),
    ];
    expect(pathsOf(nodes)).toEqual({ A: 'A', B: 'B', C: 'C', D: 'D' });
  });

  test('a path once given stays, although name, folder or age say otherwise', () => {
    const given = relativePath('Old name');
    const nodes = [
      album('A', 'New name', { path: given, createdAt: 9 }),
      album('B', 'Old name', { createdAt: 1 }),
      album('C', 'below', { parent: 'A' }),
    ];
    expect(pathsOf(nodes)).toEqual({ A: 'Old name', B: 'Old name (B7F3)', C: 'Old name/below' });
  });
});

const hostileName = fc.oneof(
  fc.constantFrom(
    'Rom',
    'rom',
    'ROM.',
    'Ro\u0308m',
    'Röm',
    'CON',
    '...',
    'Hidden',
    'no date',
    'a/b',
    'a_b',
    '%',
    null,
  ),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const anyTree = fc
  .array(
    fc.record({
      name: hostileName,
      // Also itself, one that comes later, and nobody.
      parent: fc.option(fc.nat(14), { nil: null }),
      createdAt: fc.nat(2),
      id: fc.string({ minLength: 0, maxLength: 6 }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ name, parent, createdAt, id }, index) =>
      album(`K${index}`, name, {
        recordName: `${id}${index}`,
        parent: parent === null ? null : `K${parent}`,
        createdAt,
      }),
    ),
  );

describe('whatever albums there are', () => {
  test('each has a path of its own, allowed at Jottacloud and none of ours', () => {
    fc.assert(
      fc.property(anyTree, (nodes) => {
        const paths = [...albumPaths(nodes).values()];
        expect(paths).toHaveLength(nodes.length);
        expect(new Set(paths.map(nameKey)).size).toBe(nodes.length);
        for (const path of paths) {
          for (const segment of path.split('/')) {
            expect(safeName(segment)).toBe(segment);
            expect(byteLength(segment)).toBeLessThanOrEqual(240);
          }
          expect(ownFolders.map(nameKey)).not.toContain(nameKey(path));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the order in which they come changes nothing', () => {
    fc.assert(
      fc.property(
        anyTree.chain((nodes) =>
          fc.tuple(
            fc.constant(nodes),
            fc.shuffledSubarray(nodes, { minLength: nodes.length, maxLength: nodes.length }),
          ),
        ),
        ([nodes, shuffled]) => {
          expect(pathsOf(shuffled)).toEqual(pathsOf(nodes));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('later ones change no path that was given', () => {
    fc.assert(
      fc.property(anyTree, fc.nat(12), (nodes, count) => {
        const first = albumPaths(nodes.slice(0, count));
        const later = albumPaths(nodes.map((node) => ({ ...node, path: first.get(node.key) ?? null })));
        for (const [key, path] of first) expect(later.get(key)).toBe(path);
        expect(new Set([...later.values()].map(nameKey)).size).toBe(nodes.length);
      }),
      { numRuns: 200 },
    );
  });
});

test('the names of an album begin with its outermost folder, and folders inside each other end', () => {
  const folder = album('folder', 'Travel');
  const inner = album('inner', null, { parent: 'folder' });
  const one = album('one', 'One', { parent: 'other' });
  const other = album('other', 'Other', { parent: 'one' });
  const known = new Map([folder, inner, one, other].map((node) => [node.key, node]));
  expect(namesInTree(album('album', 'Norway', { parent: 'inner' }), known)).toEqual([
    'Travel',
    null,
    'Norway',
  ]);
  expect(namesInTree(one, known)).toEqual(['Other', 'One']);
});
