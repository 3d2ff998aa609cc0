import type { AccessToken } from '../../domain/account/access-token.ts';
import type { Fetch } from '../../http/send.ts';
import type { EpochMs } from '../../units.ts';
import { buildCustomer } from '../requests.ts';
import { parseCustomer } from '../responses/responses.ts';
import { createTextCall, type GetToken } from './authorized-call.ts';
import type { TokenKeeper } from './token-keeper.ts';

const never = new AbortController().signal;

/**
 * Creates the source of all access tokens: the keeper's token, with the user name for JFS addresses.
 *
 * Only `customer` gives the user name. We ask for it when no name is known and when the known one was refused, which
 * costs no token. Source: docs/jottacloud.md 2.1.
 */
export function createGetToken(fetch: Fetch, keeper: TokenKeeper): GetToken {
  const getKept: GetToken = async (minLifeMs, refused) => {
    const token = refused && 'token' in refused ? refused.token : null;
    const { accessToken, username, service } = await keeper.usable(minLifeMs, token);
    return { value: accessToken, username, service };
  };
  const readText = createTextCall(fetch, getKept);

  return async (minLifeMs, refused) => {
    const token = await getKept(minLifeMs, refused);
    const refusedName = refused && 'username' in refused ? refused.username : '';
    // Another call may have replaced the name in the meantime.
    if (token.username !== refusedName && token.username !== '') return token;
    await keeper.saveUsername(parseCustomer(await readText(buildCustomer, never)).username);
    return getKept(minLifeMs, null);
  };
}

/** How long a token is cached. A sign-out takes effect in the engine after at most this long. */
const CACHE_MS = 5_000;

/**
 * Caches a token for all calls of a few seconds. Each question passes three contexts and decrypts the sign-in, which
 * costs more than the call for a small file. A refusal bypasses the cache.
 * Decision: docs/decisions/009-small-files.md.
 */
export function cacheToken(getToken: GetToken, now: () => EpochMs): GetToken {
  let cached: { token: Promise<AccessToken>; minLifeMs: number; until: number } | null = null;
  return (minLifeMs, refused) => {
    if (cached && refused === null && cached.minLifeMs >= minLifeMs && now() < cached.until)
      return cached.token;
    const asked = { token: getToken(minLifeMs, refused), minLifeMs, until: now() + CACHE_MS };
    cached = asked;
    asked.token.catch(() => {
      if (cached === asked) cached = null;
    });
    return asked.token;
  };
}
