// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THUMBNAIL_CHANNEL, type ThumbnailMessage } from '../messaging/protocol.ts';
import { followThumbnails } from './follow-thumbnails.ts';

let engine: BroadcastChannel;
let heard: string[][];
beforeEach(() => {
  heard = [];
  engine = new BroadcastChannel(THUMBNAIL_CHANNEL);
  engine.addEventListener('message', ({ data }: MessageEvent<ThumbnailMessage>) => {
    if (data.kind === 'looking') heard.push(data.has);
  });
});
afterEach(() => engine.close());
const send = (key: string): void => engine.postMessage({ kind: 'picture', key, picture: new ArrayBuffer(3) });

test('says that it looks only while pictures are shown, and what it has', async () => {
  const isShown = signal(false);
  const pictures = followThumbnails(isShown);
  send('a');
  await vi.waitUntil(() => pictures.value.has('a'));
  expect(heard).toEqual([]);
  isShown.value = true;
  await vi.waitUntil(() => heard.length > 0);
  expect(heard).toEqual([['a']]);
  isShown.value = false;
});

test('however many come, few are kept, and the addresses of the others are given back', async () => {
  const isShown = signal(false);
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  const pictures = followThumbnails(isShown);
  for (let number = 0; number < 200; number += 1) send(`${number}`);
  await vi.waitUntil(() => pictures.value.has('199'));
  expect(pictures.value.size).toBe(48);
  const given = new Set(revoked.mock.calls.map(([address]) => address));
  expect(given.size).toBeGreaterThanOrEqual(152);
  for (const address of pictures.value.values()) expect(given).not.toContain(address);
});
