import { expect, test } from 'vitest';
import { type ErrorCode, TransferError } from '../../errors.ts';
import type { AccessToken, Refused } from '../../domain/account/access-token.ts';
import { withToken } from './authorized-call.ts';

const error = (code: ErrorCode): TransferError =>
  new TransferError(code, 'status 401', { service: 'jottacloud' });

/** Jottacloud takes one pair of token and name; the background renews tokens, and asks for the name. */
function createBench(taken: Omit<AccessToken, 'service'> | null, customer = 'anna') {
  const asked: (Refused | null)[] = [];
  let held = { value: 'token 1', username: 'anna', service: 'id.jottacloud.com' };
  const calls: string[] = [];
  const run = () =>
    withToken(
      async (_, refused) => {
        asked.push(refused);
        if (refused && 'token' in refused) held = { ...held, value: 'token 2' };
        if (refused && 'username' in refused) held = { ...held, username: customer };
        return held;
      },
      60_000,
      async ({ value, username }) => {
        calls.push(`${value} of ${username}`);
        if (value !== taken?.value) throw error('access-token-refused');
        if (username !== taken.username) throw error('user-name-refused');
        return 'answer';
      },
    );
  return { asked, calls, run };
}

test('a call whose token is taken is made once', async () => {
  const { asked, calls, run } = createBench({ value: 'token 1', username: 'anna' });
  expect(await run()).toBe('answer');
  expect([asked, calls]).toEqual([[null], ['token 1 of anna']]);
});

test('a token that is not taken is renewed once', async () => {
  const { asked, run } = createBench({ value: 'token 2', username: 'anna' });
  expect(await run()).toBe('answer');
  expect(asked).toEqual([null, { token: 'token 1' }]);
});

test('a user name that is not taken is asked for, and the token stays', async () => {
  const { asked, calls, run } = createBench({ value: 'token 1', username: 'berit' }, 'berit');
  expect(await run()).toBe('answer');
  expect(asked).toEqual([null, { username: 'anna' }]);
  expect(calls).toEqual(['token 1 of anna', 'token 1 of berit']);
});

test('after a night, both may be old', async () => {
  const { asked, run } = createBench({ value: 'token 2', username: 'berit' }, 'berit');
  expect(await run()).toBe('answer');
  expect(asked).toEqual([null, { token: 'token 1' }, { username: 'anna' }]);
});

test.each([
  ['the same name', 'anna', [null, { username: 'anna' }, { token: 'token 1' }]],
  ['another one that is refused as well', 'berit', [null, { username: 'anna' }, { token: 'token 1' }]],
])('with %s the token is renewed once, and then it is over', async (_, customer, expected) => {
  const { asked, calls, run } = createBench({ value: 'token 1', username: 'nobody' }, customer);
  await expect(run()).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
  expect(asked).toEqual(expected);
  expect(calls.length).toBeLessThanOrEqual(3);
});

test('a fresh token that is refused ends it', async () => {
  const { asked, calls, run } = createBench(null);
  await expect(run()).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
  expect([asked.length, calls.length]).toEqual([2, 2]);
});

test('any other failure is the caller’s', async () => {
  const failure = error('service-down');
  const run = withToken(
    async () => ({ value: 'token', username: 'anna', service: 'id.jottacloud.com' }),
    0,
    () => Promise.reject(failure),
  );
  await expect(run).rejects.toBe(failure);
});
