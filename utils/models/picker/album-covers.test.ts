import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PictureAnswer } from '../../domain/picture/small-picture.ts';
import { createPagePictures } from '../pictures/page-pictures.ts';
import { createAskCovers } from './album-covers.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:cover');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function show(answer: (asked: number) => PictureAnswer) {
  let asked = 0;
  const covers = createPagePictures({
    ask: createAskCovers(async () => {
      asked += 1;
      return [answer(asked)];
    }),
    isVisible: signal(true),
  });
  covers.show('ROME');
  return { covers, asked: () => asked };
}

test('a cover that comes later is asked for until it is there', async () => {
  const { covers, asked } = show((count) =>
    count < 3
      ? { ref: 'ROME', kind: 'later' }
      : { ref: 'ROME', kind: 'jpeg', base64: btoa('JPEG'), durationMs: 0 },
  );
  await vi.advanceTimersByTimeAsync(60_000);
  expect(covers.of('ROME').value).toMatchObject({ kind: 'shown', address: 'blob:cover' });
  expect(asked()).toBe(3);
});

test.each<[string, (asked: number) => PictureAnswer]>([
  ['because nobody is signed in', () => ({ ref: 'ROME', kind: 'later' })],
  ['because the copy needs the link', () => ({ ref: 'ROME', kind: 'later', isSoon: true })],
  [
    'because the extension was updated',
    () => {
      throw new Error('Extension context invalidated.');
    },
  ],
])('a cover that never comes, %s, is given up after sixty questions', async (_, answer) => {
  const { covers, asked } = show(answer);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked()).toBe(60);
  expect(covers.of('ROME').value).toEqual({ kind: 'none' });
});
