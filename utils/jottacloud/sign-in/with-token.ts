import { TransferError } from '../../errors.ts';
import type { EpochMs } from '../../units.ts';

/** A token that may be used now. */
export interface UsableToken {
  value: string;
  /** Internal user name: first segment of every JFS address. */
  username: string;
  /** Host of the identity server that it is of. */
  service: string;
}

/** What Jottacloud did not take of it: the token itself, or the user name in an address. */
export type Refused = { token: string } | { username: string };

/**
 * Where the client gets its tokens. A token that was refused is not given out again; after a user name was, Jottacloud
 * is asked for it, and the same one may be the answer.
 *
 * @throws {TransferError} `jottacloud-signed-out`, or why nothing can be given out now
 */
export type Tokens = (minLifeMs: number, refused: Refused | null) => Promise<UsableToken>;

/**
 * Runs a call with a token. What was not taken is asked for anew, and the call repeated, once for each of the two: with
 * another user name if Jottacloud tells another, else with a new token. Source: docs/jottacloud.md 4.3.
 *
 * @throws {TransferError} `jottacloud-signed-out` when all that is new is refused too: the account is not ours any more
 */
export async function withToken<T>(
  tokens: Tokens,
  minLifeMs: number,
  call: (token: UsableToken) => Promise<T>,
): Promise<T> {
  let token = await tokens(minLifeMs, null);
  let [mayAskName, mayRenew] = [true, true];
  for (;;) {
    try {
      return await call(token);
    } catch (error) {
      const code = error instanceof TransferError ? error.code : null;
      if (code !== 'access-token-refused' && code !== 'user-name-refused') throw error;
      const { username } = token;
      if (code === 'user-name-refused' && mayAskName) {
        mayAskName = false;
        token = await tokens(minLifeMs, { username });
        if (token.username !== username) continue;
      }
      if (!mayRenew)
        throw new TransferError('jottacloud-signed-out', 'a fresh token is refused', {
          service: 'jottacloud',
        });
      mayRenew = false;
      token = await tokens(minLifeMs, { token: token.value });
    }
  }
}

/** So long one answer serves: a sign-out reaches the engine as late as that. */
const HELD_MS = 5_000;

/**
 * Asks for a token once for all calls of a few seconds: each question goes through three contexts and opens the seal of
 * the sign-in, which costs more than the call of a small file that it is for. What was refused is asked about at
 * once.
 */
export function holdTokens(tokens: Tokens, now: () => EpochMs): Tokens {
  let held: { token: ReturnType<Tokens>; minLifeMs: number; until: number } | null = null;
  return (minLifeMs, refused) => {
    if (held && refused === null && held.minLifeMs >= minLifeMs && now() < held.until) return held.token;
    const asked = { token: tokens(minLifeMs, refused), minLifeMs, until: now() + HELD_MS };
    held = asked;
    asked.token.catch(() => {
      if (held === asked) held = null;
    });
    return asked.token;
  };
}
