import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { happenToFile, sampleEvents, sampleFiles } from './spec/file-cells.ts';
import { endsOfRun, sampleRunEvents, sampleRuns } from './spec/run-events.ts';
import { happenToRun, runEvents, runStates } from './spec/run-cells.ts';
import { readTable } from './spec/read-table.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const spec = read('docs/spec.md');

describe('docs/spec.md', () => {
  test('has the states of a file as the code has them', () => {
    const wanted = Object.keys(sampleFiles).map((status) =>
      Object.keys(sampleEvents).map((type) => happenToFile(status, type)),
    );
    expect(readTable(spec, 'file')).toEqual({
      rows: Object.keys(sampleFiles),
      columns: Object.keys(sampleEvents),
      cells: wanted,
    });
  });

  test('has the events of a run as the code has them', () => {
    const wanted = Object.keys(sampleRuns).map((status) =>
      Object.keys(sampleRunEvents).map((type) => endsOfRun(status, type)),
    );
    expect(readTable(spec, 'status')).toEqual({
      rows: Object.keys(sampleRuns),
      columns: Object.keys(sampleRunEvents),
      cells: wanted,
    });
  });

  test('has the states of a run as the store makes them', async () => {
    const cells: string[][] = [];
    for (const state of runStates) {
      const row: string[] = [];
      for (const event of runEvents) row.push(await happenToRun(state, event));
      cells.push(row);
    }
    expect(readTable(spec, 'run')).toEqual({ rows: runStates, columns: runEvents, cells });
  });

  test('numbers assumptions and invariants without a gap', () => {
    const numbers = (letter: string): number[] =>
      [...spec.matchAll(new RegExp(`^- \\*\\*${letter}(\\d+)\\*\\*`, 'gm'))].map(([, number]) =>
        Number(number),
      );
    expect(numbers('S')).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    expect(numbers('I')).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  });

  test('names every file that enforces an invariant', () => {
    const named = [...spec.matchAll(/^- \*\*(I\d+)\*\*.*\((`[^)]*`)\)$/gm)].flatMap(([, name, files = '']) =>
      [...files.matchAll(/`([^`]+)`/g)].map(([, path]) => `${name} ${path}`),
    );
    const enforcing = readdirSync(new URL('tests/model', root), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .flatMap((path) =>
        [...read(`tests/model/${path}`).matchAll(/new Violation\(\s*'(I\d+)'/g)].map(
          ([, name]) => `${name} tests/model/${path}`,
        ),
      );
    expect([...new Set(enforcing)].toSorted()).toEqual(named.toSorted());
  });
});
