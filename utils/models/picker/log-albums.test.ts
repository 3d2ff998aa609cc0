import { expect, test } from 'vitest';
import { type LogAlbums, noLogAlbums } from '../../domain/album/log-albums.ts';
import { TransferError } from '../../errors.ts';
import { epochMs } from '../../units.ts';
import { createKnownAlbums } from './log-albums.ts';

const rome = { albumName: 'ROME', items: 5, copied: 5, bytes: 9 };
const DAY = 86_400_000;

function start(answer: (names: string[], call: number) => LogAlbums) {
  const asked: string[][] = [];
  const albums = createKnownAlbums(async (names) => {
    asked.push(names);
    return answer(names, asked.length);
  });
  return { albums, asked };
}

test('an album that the log knows has its numbers, and the list its date; the others have neither', async () => {
  const { albums } = start(() => ({ listedAt: epochMs(DAY), albums: [rome] }));
  expect([albums.listedAt.value, albums.isKnown('ROME')]).toEqual([null, false]);
  expect([...(await albums.read(['ROME', 'OSLO']))]).toEqual([['ROME', rome]]);
  expect([albums.listedAt.value, albums.isKnown('ROME'), albums.isKnown('OSLO')]).toEqual([DAY, true, false]);
});

test('no date is shown while no album in view is known', async () => {
  const { albums } = start(() => ({ listedAt: epochMs(DAY), albums: [] }));
  await albums.read(['OSLO']);
  expect(albums.listedAt.value).toBeNull();
});

test('numbers that were read before a later listing keep the earlier date', async () => {
  const { albums } = start((_, call) => ({ listedAt: epochMs(call * DAY), albums: [rome] }));
  await albums.read(['ROME']);
  await albums.read(['PARIS']);
  expect(albums.listedAt.value).toBe(DAY);
});

test.each<[string, () => LogAlbums]>([
  ['there is no log', () => noLogAlbums],
  [
    'the background does not answer',
    () => {
      throw new TransferError('unexpected', 'nobody answers');
    },
  ],
])('where %s, one question is the only one', async (_, answer) => {
  const { albums, asked } = start(answer);
  expect((await albums.read(['ROME'])).size).toBe(0);
  expect((await albums.read(['OSLO'])).size).toBe(0);
  expect(asked).toEqual([['ROME']]);
});

test('one request names a hundred albums at most', async () => {
  const { albums, asked } = start(() => noLogAlbums);
  await albums.read(Array.from({ length: 130 }, (_, number) => `A${number}`));
  expect(asked.map(({ length }) => length)).toEqual([100]);
});
