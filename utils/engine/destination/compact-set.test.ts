import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCompactSet } from './compact-set.ts';

test('a set of texts holds what was put in, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 3_000 }),
      fc.array(fc.string(), { maxLength: 50 }),
      (texts, others) => {
        const set = createCompactSet();
        for (const text of texts) set.add(text);
        expect(set.size).toBe(texts.length);
        for (const text of texts) expect(set.has(text)).toBe(true);
        for (const other of others) expect(set.has(other)).toBe(texts.includes(other));
      },
    ),
    { numRuns: 50 },
  );
});

test('of a hundred thousand paths none is taken for another', () => {
  const set = createCompactSet();
  for (let file = 0; file < 100_000; file += 1) set.add(`2024/IMG_${file}.JPG`);
  for (let file = 0; file < 100_000; file += 1) expect(set.has(`2024/IMG_${file}.HEIC`)).toBe(false);
});
