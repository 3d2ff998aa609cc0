import { expect, test } from 'vitest';
import { createChangeTracker } from './changed-files.ts';

test('changes stay until they are written, and the numbers say which they are', () => {
  const changes = createChangeTracker();
  changes.note(['a'], 7);
  changes.note(['b'], 8);
  expect(changes.read(9)).toEqual({ keys: ['a', 'b'], from: 7, upTo: 9 });
  changes.note(['c'], 9);
  expect(changes.read(10)).toEqual({ keys: ['a', 'b', 'c'], from: 7, upTo: 10 });
});

test('a change that comes while others are written is not forgotten with them', () => {
  const changes = createChangeTracker();
  changes.note(['a'], 0);
  const { upTo } = changes.read(1);
  changes.note(['a', 'b'], 1);
  changes.forget(upTo);
  expect(changes.read(3)).toEqual({ keys: ['a', 'b'], from: 1, upTo: 3 });
});

test('a life without changes begins where the log is', () => {
  expect(createChangeTracker().read(5)).toEqual({ keys: [], from: 5, upTo: 5 });
});
