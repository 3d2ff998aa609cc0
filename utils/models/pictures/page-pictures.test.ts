import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PictureAnswer } from '../../domain/picture/small-picture.ts';
import { createPagePictures } from './page-pictures.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 1).toBase64();
const jpeg = (ref: string): PictureAnswer => ({ ref, kind: 'jpeg', base64: JPEG, durationMs: 0 });

/** Object URLs that are in use. */
let addresses: Set<string>;

beforeEach(() => {
  vi.useFakeTimers();
  addresses = new Set();
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const address = `blob:${addresses.size} ${performance.now()} ${Math.random()}`;
    addresses.add(address);
    return address;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void addresses.delete(address));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function start(answer: (ref: string) => PictureAnswer = jpeg) {
  const asked: string[][] = [];
  const isVisible = signal(true);
  const pictures = createPagePictures({
    ask: async (refs) => {
      asked.push(refs);
      return refs.map(answer);
    },
    isVisible,
  });
  return { pictures, asked, isVisible };
}

const refs = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `photo ${from + at}`);

test('pictures on the screen are asked for twelve at a time, in the order in which they came into view', async () => {
  const { pictures, asked } = start();
  for (const ref of refs(30)) pictures.show(ref);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([refs(12), refs(12, 12), refs(6, 24)]);
  expect(pictures.of('photo 29').value.kind).toBe('shown');
});

test('a picture that has left the screen is not asked for', async () => {
  const { pictures, asked } = start();
  for (const ref of refs(20)) pictures.show(ref)();
  pictures.show('photo 20');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([['photo 20']]);
});

test('a hidden page asks for nothing', async () => {
  const { pictures, asked, isVisible } = start();
  isVisible.value = false;
  pictures.show('a');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([]);
  isVisible.value = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([['a']]);
});

test('a picture that cannot be read now is asked for again later, and one that Apple lacks never', async () => {
  let isSignedIn = false;
  const { pictures, asked } = start((ref) =>
    ref === 'none' ? { ref, kind: 'none' } : isSignedIn ? jpeg(ref) : { ref, kind: 'later' },
  );
  pictures.show('a');
  pictures.show('none');
  await vi.advanceTimersByTimeAsync(9_000);
  expect(asked).toEqual([['a', 'none']]);
  expect(pictures.of('none').value.kind).toBe('none');
  isSignedIn = true;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toEqual([['a', 'none'], ['a']]);
  expect(pictures.of('a').value.kind).toBe('shown');
});

test('a new picture does not wait for one that could not be read', async () => {
  const { pictures, asked } = start((ref) => (ref === 'a' ? { ref, kind: 'later' } : jpeg(ref)));
  pictures.show('a');
  await vi.advanceTimersByTimeAsync(1_000);
  pictures.show('b');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([['a'], ['b']]);
});

test('a page keeps sixty pictures that are off the screen, and all those on it', async () => {
  const { pictures } = start();
  for (const ref of refs(70)) pictures.show(ref);
  const release = refs(100, 100).map((ref) => pictures.show(ref));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(addresses.size).toBe(170);
  for (const end of release) end();
  expect(addresses.size).toBe(130);
  expect(pictures.of('photo 0').value.kind).toBe('shown');
  expect(pictures.of('photo 100').value.kind).toBe('unknown');
  expect(pictures.of('photo 199').value.kind).toBe('shown');
});
