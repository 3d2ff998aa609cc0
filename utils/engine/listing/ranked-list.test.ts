import { expect, test } from 'vitest';
import { createIcloudClient } from '../../icloud/client.ts';
import { createBackoffs } from '../flow/backoff.ts';
import { realClock } from '../flow/real-clock.ts';
import { type AnswerPosition, type ListAnswer, readRankedList } from './ranked-list.ts';

const never = new AbortController().signal;
const FULL = 100;

/** A list at Apple, whose answers are shorter than asked for at some ranks. */
function listOf(
  count: number,
  shortAt: ReadonlyMap<number, number> = new Map(),
  tokenAt: ReadonlyMap<number, string> = new Map(),
) {
  const asked: [from: number, limit: number][] = [];
  const read = async (from: number, limit = FULL): Promise<ListAnswer> => {
    asked.push([from, limit]);
    const size = Math.max(0, Math.min(limit, shortAt.get(from) ?? limit, count - from));
    const names = Array.from({ length: size }, (_, index) => `photo ${from + index}`);
    return { rankCount: size, names, isFull: size === limit, syncToken: tokenAt.get(from) ?? 'token' };
  };
  return { asked, read };
}

const readAll = async (count: number, list: ReturnType<typeof listOf>): Promise<string[]> =>
  (await readPass(count, list)).names;

/** Reads a pass, from a rank on. */
async function readPass(
  count: number,
  { read }: ReturnType<typeof listOf>,
  from: { rank: number; passToken: string | null; isSteady?: boolean } = { rank: 0, passToken: null },
): Promise<{ names: string[]; isSteady: boolean }> {
  const names: string[] = [];
  let isSteady = false;
  const { icloud: backoff } = createBackoffs(realClock);
  const icloud = createIcloudClient({ post: () => Promise.reject(new Error('nothing else is asked')) });
  const tools = { icloud, backoff, clock: realClock };
  await readRankedList(
    {
      ...from,
      appleCount: count,
      fullAnswer: FULL,
      jumps: [],
      read,
      save: async (answer: ListAnswer, position: AnswerPosition) => {
        names.push(...answer.names);
        ({ isSteady } = position);
        return position.isAtEnd;
      },
    },
    tools,
    never,
  );
  return { names, isSteady };
}

const all = (count: number): string[] => Array.from({ length: count }, (_, rank) => `photo ${rank}`);

test('a list of full answers is read in the fewest calls, each rank once', async () => {
  const list = listOf(5_000);
  expect(await readAll(5_000, list)).toEqual(all(5_000));
  expect(list.asked.length).toBeLessThanOrEqual(51);
});

test('the empty answer behind a full last one is requested beside it', async () => {
  const list = listOf(300);
  const isEndAsked = Promise.withResolvers<void>();
  const read: typeof list.read = async (from, limit) => {
    if (from === 300) isEndAsked.resolve();
    const answer = await list.read(from, limit);
    if (from === 200) await isEndAsked.promise;
    return answer;
  };
  expect(await readAll(300, { ...list, read })).toEqual(all(300));
  expect(list.asked.map(([from]) => from)).toEqual([0, 100, 200, 300]);
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

test('a pass is steady if all its answers show one state of the library, in this process and the one before', async () => {
  const steady = async (...[list, from]: [ReturnType<typeof listOf>, Parameters<typeof readPass>[2]?]) =>
    (await readPass(500, list, from)).isSteady;
  expect(await steady(listOf(500))).toBe(true);
  for (const other of [100, 400])
    expect(await steady(listOf(500, new Map(), new Map([[other, 'older']])))).toBe(false);
  expect(await steady(listOf(500), { rank: 200, passToken: 'token', isSteady: true })).toBe(true);
  expect(await steady(listOf(500), { rank: 200, passToken: 'token', isSteady: false })).toBe(false);
  expect(await steady(listOf(500), { rank: 200, passToken: 'older', isSteady: true })).toBe(false);
});

test('a short answer beyond a count that is too low is not the end', async () => {
  const list = listOf(250, new Map([[200, 20]]));
  expect(await readAll(210, list)).toEqual(all(250));
});
