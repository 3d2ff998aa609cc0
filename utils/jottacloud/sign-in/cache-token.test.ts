import { expect, test } from 'vitest';
import { TransferError } from '../../errors.ts';
import { epochMs } from '../../units.ts';
import type { Refused } from '../../domain/account/access-token.ts';
import { cacheToken } from './get-token.ts';

const CALL = 60_000;
const BODY = 600_000;

/** A background that hands out token 1, 2, 3… and records the questions. */
function start(answer = (count: number): Promise<string> => Promise.resolve(`token ${count}`)) {
  let nowMs = 0;
  const advance = (ms: number): void => void (nowMs += ms);
  const asked: [number, Refused | null][] = [];
  const held = cacheToken(
    async (minLifeMs, refused) => {
      asked.push([minLifeMs, refused]);
      return { value: await answer(asked.length), username: 'anna', service: 'id.jottacloud.com' };
    },
    () => epochMs(nowMs),
  );
  const ask = async (minLifeMs: number, refused: Refused | null = null): Promise<string> =>
    (await held(minLifeMs, refused)).value;
  return { advance, asked, ask };
}

test('calls within a few seconds share one question, even before its answer arrives', async () => {
  const { advance, asked, ask } = start();
  expect(await Promise.all([ask(BODY), ask(CALL), ask(BODY)])).toEqual(['token 1', 'token 1', 'token 1']);
  advance(4_999);
  await ask(CALL);
  expect(asked).toEqual([[BODY, null]]);
  advance(1);
  expect(await ask(CALL)).toBe('token 2');
});

test('a call that needs a longer life asks again', async () => {
  const { asked, ask } = start();
  await ask(CALL);
  expect(await ask(BODY)).toBe('token 2');
  expect(await ask(CALL)).toBe('token 2');
  expect(asked).toHaveLength(2);
});

test.each([{ token: 'token 1' }, { username: 'anna' }])(
  'a refusal of %j asks again at once',
  async (refused) => {
    const { asked, ask } = start();
    await ask(CALL);
    expect(await ask(CALL, refused)).toBe('token 2');
    expect(await ask(CALL)).toBe('token 2');
    expect(asked).toEqual([
      [CALL, null],
      [CALL, refused],
    ]);
  },
);

test('an error is not cached', async () => {
  const error = new TransferError('network', 'offline', { service: 'jottacloud' });
  const { ask } = start((count) => (count === 1 ? Promise.reject(error) : Promise.resolve('token')));
  await expect(ask(CALL)).rejects.toBe(error);
  expect(await ask(CALL)).toBe('token');
});
