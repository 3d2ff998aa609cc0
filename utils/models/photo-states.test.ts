import { expect, test } from 'vitest';
import type { PhotoState } from '../domain/file/photo-state.ts';
import { createPhotoStates } from './photo-states.ts';

function createAsked(states: Record<string, PhotoState>) {
  const asked: string[][] = [];
  const photos = createPhotoStates(async ({ thumbs }) => {
    asked.push(thumbs);
    return states;
  });
  /** Asks, and waits for the answer. */
  const want = async (thumbs: string[], now: number): Promise<void> => {
    photos.want(thumbs, now);
    await new Promise((answered) => setImmediate(answered));
  };
  return { asked, photos, want };
}

test('proved photos are asked for once, all others again after a while', async () => {
  const { asked, photos, want } = createAsked({ a: 'proved', b: 'queued' });
  await want(['a', 'b', 'c', 'b'], 0);
  await want(['a', 'b', 'c'], 14_000);
  await want(['a', 'b', 'c'], 15_000);
  expect(asked).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
  expect(['a', 'b', 'c', 'never asked'].map(photos.stateOf)).toEqual([
    'proved',
    'queued',
    'unknown',
    'unknown',
  ]);
});

test('photos that come into view during an answer are asked for after it', async () => {
  const { asked, photos, want } = createAsked({ a: 'proved', b: 'proved' });
  photos.want(['a'], 0);
  photos.want(['passed by'], 0);
  await want(['b'], 0);
  expect(asked).toEqual([['a'], ['b']]);
});

test('no more is asked at once than the background answers', async () => {
  const { asked, want } = createAsked({});
  await want(
    Array.from({ length: 700 }, (_, index) => `${index}`),
    0,
  );
  expect(asked.map(({ length }) => length)).toEqual([500]);
});

test('where nobody answers nothing is known, and it is asked again', async () => {
  let count = 0;
  const photos = createPhotoStates(() => Promise.reject(new Error(`nobody, ${(count += 1)}`)));
  photos.want(['a'], 0);
  await new Promise((answered) => setImmediate(answered));
  photos.want(['a'], 1);
  expect([count, photos.stateOf('a')]).toEqual([2, 'unknown']);
});
