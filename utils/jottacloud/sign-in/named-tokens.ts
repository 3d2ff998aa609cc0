import type { Fetch } from '../../http/send.ts';
import { createJottacloudClient } from '../client.ts';
import type { TokenKeeper } from './token-keeper.ts';
import type { Tokens } from './with-token.ts';

const never = new AbortController().signal;

/**
 * The keeper's tokens with the user name for JFS addresses. Only `customer` tells it: it is asked when no name is known,
 * and when the known one was refused, which costs no token. Source: docs/jottacloud.md 2.1.
 */
export function createNamedTokens(fetch: Fetch, keeper: TokenKeeper): Tokens {
  const kept: Tokens = async (minLifeMs, refused) => {
    const token = refused && 'token' in refused ? refused.token : null;
    const { accessToken, username, service } = await keeper.usable(minLifeMs, token);
    return { value: accessToken, username, service };
  };
  const noBytes = () => Promise.reject(new Error('no bytes are sent from here'));
  const client = createJottacloudClient(fetch, noBytes, kept);

  return async (minLifeMs, refused) => {
    const token = await kept(minLifeMs, refused);
    const unusable = refused && 'username' in refused ? refused.username : '';
    // Another call may have asked in the meantime.
    if (token.username !== unusable && token.username !== '') return token;
    await keeper.saveUsername((await client.readCustomer(never)).username);
    return kept(minLifeMs, null);
  };
}
