import { expect, test } from 'vitest';
import { createPictureCache, MAX_PICTURES_KEPT } from './picture-cache.ts';

test('200 pictures are kept, those that were used last', () => {
  expect(MAX_PICTURES_KEPT).toBe(200);
  const cache = createPictureCache<number>();
  for (let at = 0; at < 200; at += 1) cache.set(`photo ${at}`, at);
  expect(cache.get('photo 0')).toBe(0);
  for (let at = 200; at < 300; at += 1) cache.set(`photo ${at}`, at);
  expect(cache.size).toBe(200);
  expect(cache.get('photo 0')).toBe(0);
  expect(cache.get('photo 1')).toBeUndefined();
  expect(cache.get('photo 101')).toBe(101);
});
