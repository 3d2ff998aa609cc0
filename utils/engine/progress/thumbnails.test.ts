import { expect, test } from 'vitest';
import { canBeDrawn } from './draw-thumbnail.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createThumbnails } from './thumbnails.ts';

/** Files are named by their content; one that begins with "x" cannot be drawn. */
function createBench() {
  const clock = createManualClock();
  const sent: string[] = [];
  const drawn: string[] = [];
  const thumbnails = createThumbnails({
    clock,
    async draw(content) {
      const text = await new Blob([content]).text();
      drawn.push(text);
      return text.startsWith('x') ? null : new ArrayBuffer(1);
    },
    send: (key) => void sent.push(key),
  });
  const offer = (...keys: string[]): void => keys.forEach((key) => thumbnails.offer(key, new Blob([key])));
  return { clock, told: sent, drawn, thumbnails, offer };
}

test('nothing is drawn while no page is open, nor after it was closed', async () => {
  const { clock, drawn, thumbnails, offer } = createBench();
  offer('a');
  await clock.advance(1_000);
  expect(drawn).toEqual([]);
  thumbnails.watched([]);
  await clock.advance(20_000);
  expect(drawn).toEqual(['a']);
  offer('b');
  await clock.advance(1_000);
  expect(drawn).toEqual(['a']);
});

test('a new page gets the files under way and earlier thumbnails, each once', async () => {
  const { clock, told: sent, drawn, thumbnails, offer } = createBench();
  offer('a', 'gone');
  thumbnails.forget('gone');
  thumbnails.watched([]);
  await clock.advance(1_000);
  expect(sent).toEqual(['a']);
  thumbnails.watched(['a']);
  await clock.advance(1_000);
  expect(sent).toEqual(['a']);
  thumbnails.watched([]);
  await clock.advance(1_000);
  expect([sent, drawn]).toEqual([['a', 'a'], ['a']]);
});

test('a file that cannot be drawn is tried once, and delays no other', async () => {
  const { clock, told: sent, drawn, thumbnails, offer } = createBench();
  thumbnails.watched([]);
  offer('b', 'x');
  await clock.advance(1_000);
  thumbnails.watched([]);
  await clock.advance(1_000);
  expect(drawn.toSorted()).toEqual(['b', 'x']);
  expect(sent.at(0)).toBe('b');
});

test('of many fast files the latest are drawn and the others are skipped', async () => {
  const { clock, drawn, thumbnails, offer } = createBench();
  thumbnails.watched([]);
  offer(...Array.from({ length: 500 }, (_, index) => `${index}`));
  await clock.advance(10_000);
  expect(drawn.length).toBeLessThanOrEqual(10);
  expect(drawn).toContain('499');
});

test.each([
  ['a JPEG', [0xff, 0xd8, 0xff, 0xe1], true],
  ['a WebP of any size', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50], true],
  ['a sound in RIFF', [0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x41, 0x56, 0x45], false],
  ['HEIC and films', [0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63], false],
  ['nothing', [], false],
])('can be drawn: %s', (_, start, canBe) => {
  expect(canBeDrawn(new Uint8Array(start))).toBe(canBe);
});
