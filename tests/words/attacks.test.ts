import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('every test that docs/attacks.md names exists', () => {
  const rows = readFileSync('docs/attacks.md', 'utf8').matchAll(
    /^\| (?<attack>[^|]+) \| `(?<file>[^`]+)`: (?<title>[^|]+) \|$/gm,
  );
  const named = [...rows].map(({ groups }) => ({ ...groups }) as Record<'attack' | 'file' | 'title', string>);
  expect(named.length).toBeGreaterThan(30);
  const isThere = (file: string, title: string): boolean => {
    const text = readFileSync(file, 'utf8');
    return text.includes(`${title}'`) || text.includes(`${title}\``);
  };
  const missing = named.filter(({ file, title }) => !isThere(file, title));
  expect(missing).toEqual([]);
});
