import { expect, test } from 'vitest';
import type { Fetch } from '../../http/send.ts';
import { epochMs } from '../../units.ts';
import { createGetToken } from './get-token.ts';
import { createTokenKeeper, type SignIn } from './token-keeper.ts';

const HOUR = 3_600_000;
const now = epochMs(Date.UTC(2026, 10, 23));

/** A background that has signed in, and a Jottacloud that takes some access tokens and has a name for the user. */
function createBench(username: string, taken: string[] = ['access-1', 'access-2']) {
  const bench = { customer: 'anna', asked: [] as string[] };
  let signIn: SignIn | null = {
    service: 'id.jottacloud.com',
    tokenEndpoint: 'https://id.jottacloud.com/auth/realms/jottacloud/protocol/openid-connect/token',
    endSessionEndpoint: null,
    refreshToken: 'refresh-1',
    accessToken: 'access-1',
    accessExpiresAt: epochMs(now + HOUR),
    accessLifeMs: HOUR,
    username,
    isOver: false,
  };
  const fetch: Fetch = async (url, { headers }) => {
    const path = new URL(url).pathname.split('/').at(-1) ?? '';
    bench.asked.push(path);
    if (path === 'token')
      return Response.json({ access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 3_600 });
    const token = (new Headers(headers).get('Authorization') ?? '').replace('Bearer ', '');
    return taken.includes(token)
      ? Response.json({ username: bench.customer })
      : Response.json({ error_id: 'BadCredentialsException' }, { status: 401 });
  };
  const store = {
    read: async () => signIn,
    write: async (changed: SignIn | null) => void (signIn = changed),
  };
  const keeper = createTokenKeeper(
    fetch,
    store,
    (work) => work(),
    () => now,
  );
  return { bench, tokens: createGetToken(fetch, keeper), keeper };
}

test('the name is asked for once, and kept', async () => {
  const { bench, tokens } = createBench('');
  expect(await tokens(0, null)).toEqual({
    value: 'access-1',
    username: 'anna',
    service: 'id.jottacloud.com',
  });
  expect(await tokens(0, null)).toEqual({
    value: 'access-1',
    username: 'anna',
    service: 'id.jottacloud.com',
  });
  expect(bench.asked).toEqual(['customer']);
});

test('a name that was refused is asked for again, without a renewal', async () => {
  const { bench, tokens } = createBench('anna');
  bench.customer = 'berit';
  expect(await tokens(0, { username: 'anna' })).toEqual({
    value: 'access-1',
    username: 'berit',
    service: 'id.jottacloud.com',
  });
  expect(await tokens(0, null)).toEqual({
    value: 'access-1',
    username: 'berit',
    service: 'id.jottacloud.com',
  });
  expect(bench.asked).toEqual(['customer']);
});

test('who comes later with the same refused name gets the new one without asking', async () => {
  const { bench, tokens } = createBench('berit');
  expect(await tokens(0, { username: 'anna' })).toEqual({
    value: 'access-1',
    username: 'berit',
    service: 'id.jottacloud.com',
  });
  expect(bench.asked).toEqual([]);
});

test('a name that is still the same is reported as such', async () => {
  const { bench, tokens } = createBench('anna');
  expect(await tokens(0, { username: 'anna' })).toEqual({
    value: 'access-1',
    username: 'anna',
    service: 'id.jottacloud.com',
  });
  expect(bench.asked).toEqual(['customer']);
});

test('a token that customer refuses is renewed, and the new one is given out with the name', async () => {
  const { bench, tokens } = createBench('', ['access-2']);
  expect(await tokens(0, null)).toEqual({
    value: 'access-2',
    username: 'anna',
    service: 'id.jottacloud.com',
  });
  expect(bench.asked).toEqual(['customer', 'token', 'customer']);
});

test('nothing is given out to who signed out', async () => {
  const { tokens, keeper } = createBench('anna');
  await keeper.signOut();
  await expect(tokens(0, { username: 'anna' })).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
});
