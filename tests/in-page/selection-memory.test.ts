import { describe, expect, test } from 'vitest';
import { createSelectionMemory } from '../../entrypoints/icloud.content/selection-memory.ts';

const on = (...thumbs: (string | null)[]) =>
  thumbs.map((thumb) => ({ thumb, isSelected: true, isUnrecognised: thumb === null }));
const off = (...thumbs: (string | null)[]) =>
  thumbs.map((thumb) => ({ thumb, isSelected: false, isUnrecognised: thumb === null }));

describe('a selection in a grid that drops hidden tiles', () => {
  test('keeps photos scrolled out of view while the page counts them', () => {
    const remember = createSelectionMemory();
    remember([...on('a', 'b'), ...off('c')], 2);
    expect(remember(off('d', 'e'), 2)).toEqual({ count: 2, thumbs: ['a', 'b'], unrecognised: 0 });
    expect(remember([...on('e'), ...off('d')], 3)).toEqual({
      count: 3,
      thumbs: ['e', 'a', 'b'],
      unrecognised: 0,
    });
  });

  test('forgets them when another photo is chosen instead', () => {
    const remember = createSelectionMemory();
    remember(on('a', 'b'), 2);
    expect(remember([...on('d'), ...off('e')], 1)).toEqual({ count: 1, thumbs: ['d'], unrecognised: 0 });
    expect(remember(on('d', 'e'), 2)).toEqual({ count: 2, thumbs: ['d', 'e'], unrecognised: 0 });
  });

  test('forgets them when the page does not count', () => {
    const remember = createSelectionMemory();
    remember(on('a'), null);
    expect(remember(on('b'), null)).toEqual({ count: 1, thumbs: ['b'], unrecognised: 0 });
  });

  test('drops a photo that is visibly no longer selected', () => {
    const remember = createSelectionMemory();
    remember(on('a', 'b'), 2);
    remember(off('x'), 2);
    expect(remember([...off('a'), ...on('b')], 1)).toEqual({ count: 1, thumbs: ['b'], unrecognised: 0 });
  });

  test('counts unseen selections and unreadable tiles as not recognised', () => {
    const remember = createSelectionMemory();
    expect(remember(on('a', null), 24)).toEqual({ count: 24, thumbs: ['a'], unrecognised: 23 });
    expect(remember(on('a', 'b'), 2)).toEqual({ count: 2, thumbs: ['a', 'b'], unrecognised: 0 });
    expect(remember(on(null), null)).toEqual({ count: 1, thumbs: [], unrecognised: 1 });
  });

  test('names only photos in view while an unreadable tile may have been deselected', () => {
    const remember = createSelectionMemory();
    remember(on('a', 'b', 'c'), 200);
    // the page has redrawn a, which is no longer selected: its picture is not recognised yet
    expect(remember([...on('b'), ...off(null)], 199)).toEqual({
      count: 199,
      thumbs: ['b'],
      unrecognised: 198,
    });
    expect(remember([...on('b'), ...off('a')], 199)).toEqual({
      count: 199,
      thumbs: ['b', 'c'],
      unrecognised: 197,
    });
  });

  test('remembers at most the photos of one press, whatever the page counts', () => {
    const remember = createSelectionMemory();
    let last = remember([], null);
    for (let screen = 0; screen < 30; screen += 1)
      last = remember(on(...Array.from({ length: 1_000 }, (_, tile) => `${screen} ${tile}`)), 9_000_000);
    expect(last.thumbs.length).toBeLessThanOrEqual(20_000);
    expect(last.thumbs.length + last.unrecognised).toBe(9_000_000);
  });

  test('counts two photos of equal bytes as two with one preview', () => {
    expect(createSelectionMemory()(on('a', 'a'), 2)).toEqual({ count: 2, thumbs: ['a'], unrecognised: 0 });
  });
});
