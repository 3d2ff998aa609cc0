import { describe, expect, test } from 'vitest';
import type { Fetch } from '../../http/send.ts';
import { epochMs } from '../../units.ts';
import {
  createTokenKeeper,
  type RunExclusively,
  parseSignIn,
  type SignIn,
  type SignInStore,
  type TokenKeeper,
} from './token-keeper.ts';

const TOKEN_ENDPOINT = 'https://id.jottacloud.com/auth/realms/jottacloud/protocol/openid-connect/token';
const END_SESSION = 'https://id.jottacloud.com/auth/realms/jottacloud/protocol/openid-connect/logout';
const HOUR = 3_600_000;
const start = epochMs(Date.UTC(2026, 10, 23));
const stored: SignIn = {
  service: 'id.jottacloud.com',
  tokenEndpoint: TOKEN_ENDPOINT,
  endSessionEndpoint: null,
  refreshToken: 'refresh-1',
  accessToken: 'access-1',
  accessExpiresAt: epochMs(start + HOUR),
  accessLifeMs: HOUR,
  username: 'user',
  isOver: false,
};

interface Bench {
  keeper: TokenKeeper;
  /** What happened, in order: requests with their refresh token, and what was stored. */
  steps: string[];
  /** Answers of the identity server from now on. */
  answer: (refreshToken: string) => Promise<Response>;
  at: number;
  signIn: SignIn | null;
}

/** A keeper over a storage and an identity server whose steps are written down. */
function createBench(signIn: SignIn | null = stored, lifeSeconds = 3_600): Bench {
  let count = 1;
  const bench = { steps: [] as string[], at: start as number, signIn } as Bench;
  bench.answer = async () => {
    count += 1;
    return Response.json({
      access_token: `access-${count}`,
      refresh_token: `refresh-${count}`,
      expires_in: lifeSeconds,
    });
  };
  const fetch: Fetch = async (url, { body }) => {
    if (url.endsWith('openid-configuration')) return Response.json({ token_endpoint: TOKEN_ENDPOINT });
    const token = new URLSearchParams(typeof body === 'string' ? body : '').get('refresh_token') ?? 'login';
    bench.steps.push(`${url === END_SESSION ? 'ends' : 'asks with'} ${token}`);
    return bench.answer(token);
  };
  const store: SignInStore = {
    read: async () => bench.signIn,
    write: async (changed) => {
      bench.signIn = changed;
      bench.steps.push(`stores ${changed?.isOver ? 'the end' : (changed?.refreshToken ?? 'nothing')}`);
    },
  };
  let last: Promise<unknown> = Promise.resolve();
  const exclusively: RunExclusively = (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  bench.keeper = createTokenKeeper(fetch, store, exclusively, () => epochMs(bench.at));
  return bench;
}
const down = async () => new Response('<html>', { status: 503 });
const refused = async () => Response.json({ error: 'invalid_grant' }, { status: 400 });

test('a token that lives long enough is given out without asking', async () => {
  const bench = createBench();
  expect(await bench.keeper.usable(60_000, null)).toBe(stored);
  expect(bench.steps).toEqual([]);
});

test('the new refresh token is stored before anybody gets the access token', async () => {
  const bench = createBench();
  bench.at = start + HOUR;
  const { accessToken } = await bench.keeper.usable(60_000, null);
  expect([accessToken, ...bench.steps]).toEqual(['access-2', 'asks with refresh-1', 'stores refresh-2']);
});

test('ten who want a token at once cost one renewal', async () => {
  const bench = createBench();
  bench.at = start + HOUR;
  const tokens = await Promise.all(Array.from({ length: 10 }, () => bench.keeper.usable(60_000, null)));
  expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-2']));
  expect(bench.steps).toEqual(['asks with refresh-1', 'stores refresh-2']);
});

test('a token that was refused is not given out again; others who had it refused get the new one', async () => {
  const bench = createBench();
  const tokens = await Promise.all(Array.from({ length: 4 }, () => bench.keeper.usable(60_000, 'access-1')));
  expect(tokens.map(({ accessToken }) => accessToken)).toEqual([
    'access-2',
    'access-2',
    'access-2',
    'access-2',
  ]);
  expect(bench.steps).toEqual(['asks with refresh-1', 'stores refresh-2']);
});

test('tokens that live shorter than what is asked for are not renewed at each call', async () => {
  const bench = createBench({ ...stored, accessLifeMs: 3_000, accessExpiresAt: epochMs(start + 3_000) }, 3);
  await bench.keeper.usable(600_000, null);
  expect(bench.steps).toEqual([]);
  bench.at = start + 1_600;
  await bench.keeper.usable(600_000, null);
  await bench.keeper.usable(600_000, null);
  expect(bench.steps).toEqual(['asks with refresh-1', 'stores refresh-2']);
});

test('a clock that was set back makes no token live longer than it does', async () => {
  const bench = createBench();
  bench.at = start - 24 * HOUR;
  expect((await bench.keeper.usable(60_000, null)).accessToken).toBe('access-2');
});

describe('when the renewal fails', () => {
  test('nobody asks again for a minute while the old token serves: it may have arrived, and be spent', async () => {
    const bench = createBench();
    bench.at = start + HOUR - 5 * 60_000;
    bench.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const tokens = await Promise.all(Array.from({ length: 5 }, () => bench.keeper.usable(600_000, null)));
    expect(new Set(tokens.map(({ accessToken }) => accessToken))).toEqual(new Set(['access-1']));
    expect(bench.steps).toEqual(['asks with refresh-1']);
    bench.at += 61_000;
    await bench.keeper.usable(600_000, null);
    expect(bench.steps).toEqual(['asks with refresh-1', 'asks with refresh-1']);
  });

  test('the old token is used while it lives, and the refresh token is kept', async () => {
    const bench = createBench();
    bench.at = start + HOUR - 30_000;
    bench.answer = down;
    expect((await bench.keeper.usable(60_000, null)).accessToken).toBe('access-1');
    expect(bench.signIn).toBe(stored);
  });

  test.each([
    ['the old one is dead', HOUR, null],
    ['the old one was refused', 0, 'access-1'],
  ])('nothing is given out when %s', async (_, later, refusedToken) => {
    const bench = createBench();
    bench.at = start + later;
    bench.answer = down;
    await expect(bench.keeper.usable(60_000, refusedToken)).rejects.toMatchObject({ code: 'service-down' });
    expect(bench.signIn).toBe(stored);
  });

  test('a broken connection leaves the sign-in as it is', async () => {
    const bench = createBench();
    bench.at = start + HOUR;
    bench.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(bench.keeper.usable(60_000, null)).rejects.toMatchObject({ code: 'network' });
    expect(bench.signIn).toBe(stored);
  });

  test('invalid_grant ends the sign-in, and the server is not asked again', async () => {
    const bench = createBench();
    bench.at = start + HOUR;
    bench.answer = refused;
    await expect(bench.keeper.usable(60_000, null)).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
    await expect(bench.keeper.usable(60_000, null)).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
    expect(bench.steps).toEqual(['asks with refresh-1', 'stores the end']);
  });
});

describe('signing in', () => {
  const pasted = Buffer.from(
    JSON.stringify({
      username: 'user',
      auth_token: 'pt-1',
      well_known_link: 'https://id.jottacloud.com/auth/realms/jottacloud/.well-known/openid-configuration',
    }),
  ).toString('base64');

  test('spends the token once and stores what it got', async () => {
    const bench = createBench(null);
    await bench.keeper.signIn(pasted);
    expect(bench.steps).toEqual(['asks with login', 'stores refresh-2']);
    expect(bench.signIn).toMatchObject({
      service: 'id.jottacloud.com',
      tokenEndpoint: TOKEN_ENDPOINT,
      isOver: false,
    });
  });

  test('starts afresh after another sign-in has ended', async () => {
    const bench = createBench({ ...stored, isOver: true });
    await bench.keeper.signIn(pasted);
    expect((await bench.keeper.usable(60_000, null)).accessToken).toBe('access-2');
  });

  test('with a used token leaves what was there', async () => {
    const bench = createBench();
    bench.answer = refused;
    await expect(bench.keeper.signIn(pasted)).rejects.toMatchObject({ code: 'token-used' });
    expect(bench.signIn).toBe(stored);
  });

  test('is nobody’s after signing out', async () => {
    const bench = createBench();
    await bench.keeper.signOut();
    await expect(bench.keeper.usable(0, null)).rejects.toMatchObject({ code: 'jottacloud-signed-out' });
  });

  test('is ended at the service too where that can be, after it was forgotten here', async () => {
    const bench = createBench({ ...stored, endSessionEndpoint: END_SESSION });
    expect(await bench.keeper.signOut()).toMatchObject({ service: 'id.jottacloud.com' });
    expect(bench.steps).toEqual(['stores nothing', 'ends refresh-1']);
    expect(await bench.keeper.signOut()).toBeNull();
    expect(bench.steps.filter((step) => step.startsWith('ends'))).toHaveLength(1);
  });

  test('is forgotten at once where the service does not answer', async () => {
    const bench = createBench({ ...stored, endSessionEndpoint: END_SESSION });
    bench.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await bench.keeper.signOut();
    expect(bench.signIn).toBeNull();
  });

  test('is read from its text, and nothing else is', () => {
    expect(parseSignIn(JSON.stringify(stored))).toEqual(stored);
    const { endSessionEndpoint: _, ...older } = stored;
    expect(parseSignIn(JSON.stringify(older))).toEqual(stored);
    for (const text of ['', 'null', '{}', '[]', JSON.stringify({ ...stored, refreshToken: 7 })])
      expect(parseSignIn(text)).toBeNull();
  });

  test('keeps the name by which files are addressed', async () => {
    const bench = createBench();
    await bench.keeper.saveUsername('internal');
    expect(bench.signIn).toEqual({ ...stored, username: 'internal' });
  });
});
