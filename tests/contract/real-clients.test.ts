import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkIds } from '../../utils/domain/check/check-row.ts';

/** Number of points in each part. */
const PARTS = { A: 8, B: 7, C: 13, D: 6, G: 14, H: 8, P: 2 };

const rows = [
  ...readFileSync('docs/real-clients.md', 'utf8').matchAll(/^\| ([A-Z]\d+) \|.*\| (.+) \|$/gm),
].map(([, point, covered = '']) => ({ point, covered }));

test('each point has one row, in order', () => {
  const points = Object.entries(PARTS).flatMap(([part, count]) =>
    Array.from({ length: count }, (_, index) => `${part}${index + 1}`),
  );
  expect(rows.map(({ point }) => point)).toEqual(points);
});

test('each row names tests and checks that exist, or says why there is nothing to do', () => {
  for (const { point, covered } of rows) {
    const paths = [...covered.matchAll(/`([^`]+\.(?:test\.tsx?|spec\.ts))`/g)].map(([, path]) => path ?? '');
    const checks = [...covered.matchAll(/check `(\w+)`/g)].map(([, id]) => id);
    expect([point, paths.filter((path) => !existsSync(path))]).toEqual([point, []]);
    expect(checkIds).toEqual(expect.arrayContaining(checks));
    expect([point, paths.length > 0 || covered.startsWith('nothing to do')]).toEqual([point, true]);
  }
});
