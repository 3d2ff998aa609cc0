import { expect, test } from 'vitest';
import { createIcloudClient } from '../../icloud/client.ts';
import { createBackoffs } from '../flow/backoff.ts';
import { realClock } from '../flow/real-clock.ts';
import { type AnswerPosition, type ListAnswer, readRankedList } from './ranked-list.ts';

const never = new AbortController().signal;
const FULL = 100;

/** A list at Apple, whose answers are shorter than asked for at some ranks. */
function listOf(count: number, shortAt: ReadonlyMap<number, number> = new Map()) {
  const asked: [from: number, limit: number][] = [];
  const read = async (from: number, limit = FULL): Promise<ListAnswer> => {
    asked.push([from, limit]);
    const size = Math.max(0, Math.min(limit, shortAt.get(from) ?? limit, count - from));
    const names = Array.from({ length: size }, (_, index) => `photo ${from + index}`);
    return { rankCount: size, names, isFull: size === limit, syncToken: 'token' };
  };
  return { asked, read };
}

async function readAll(count: number, { read }: ReturnType<typeof listOf>): Promise<string[]> {
  const names: string[] = [];
  const { icloud: backoff } = createBackoffs(realClock);
  const icloud = createIcloudClient({ post: () => Promise.reject(new Error('nothing else is asked')) });
  const tools = { icloud, backoff, clock: realClock };
  await readRankedList(
    {
      rank: 0,
      passToken: null,
      appleCount: count,
      fullAnswer: FULL,
      jumps: [],
      read,
      save: async (answer: ListAnswer, { isAtEnd }: AnswerPosition) => {
        names.push(...answer.names);
        return isAtEnd;
      },
    },
    tools,
    never,
  );
  return names;
}

const all = (count: number): string[] => Array.from({ length: count }, (_, rank) => `photo ${rank}`);

test('a list of full answers is read in the fewest calls, each rank once', async () => {
  const list = listOf(5_000);
  expect(await readAll(5_000, list)).toEqual(all(5_000));
  expect(list.asked.length).toBeLessThanOrEqual(51);
});

test('behind a short answer only the missing ranks are requested again', async () => {
  const list = listOf(
    5_000,
    new Map([
      [0, 99],
      [1_700, 40],
      [3_300, 1],
    ]),
  );
  expect(await readAll(5_000, list)).toEqual(all(5_000));
  expect(list.asked).toEqual(
    expect.arrayContaining([
      [99, 1],
      [1_740, 60],
      [3_301, 99],
    ]),
  );
  expect(list.asked.length).toBeLessThanOrEqual(54);
});

test('a list whose answers are all half as long as expected is read in full', async () => {
  const half = new Map(Array.from({ length: 100 }, (_, index) => [index * 50, 50] as const));
  const list = listOf(5_000, half);
  expect(await readAll(5_000, list)).toEqual(all(5_000));
  expect(list.asked.length).toBeLessThanOrEqual(105);
});
