import { describe, expect, test } from 'vitest';
import { countFiles, findCircles, MAX_FILES, readImports } from './rooms.ts';

const graph = readImports('.');

describe('the rooms of the source', () => {
  test('are all found', () => {
    expect(graph.size).toBeGreaterThan(350);
    expect(graph.get('utils/engine/engine.ts')).toContain('utils/engine/run.ts');
  });

  test('have no circle of imports, types included', () => {
    expect(findCircles(graph)).toEqual([]);
  });

  test('hold at most 15 files side by side', () => {
    const crowded = [...countFiles(graph)].filter(([, count]) => count > MAX_FILES);
    expect(crowded).toEqual([]);
  });
});

describe('circles', () => {
  test('are found through a third file', () => {
    const round = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['a']],
    ]);
    expect(findCircles(round)).toEqual([['a', 'b', 'c']]);
  });
});
