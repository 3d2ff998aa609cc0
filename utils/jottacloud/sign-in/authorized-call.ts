import { TransferError } from '../../errors.ts';
import type { AccessToken, Refused } from '../../domain/account/access-token.ts';
import { type Fetch, sendForText } from '../../http/send.ts';
import { jottacloudError, readingError } from '../errors.ts';
import type { JottacloudRequest } from '../requests.ts';

/**
 * Returns a usable access token. Never returns a refused token again. After a refused user name it asks Jottacloud for
 * the name, which may be the same one.
 *
 * @throws {TransferError} `jottacloud-signed-out`, or why no token is available now
 */
export type GetToken = (minLifeMs: number, refused: Refused | null) => Promise<AccessToken>;

/** Life that the token of a short call must have left. */
export const CALL_LIFE_MS = 60_000;

/** Returns the header that carries a token. */
export const authorization = ({ value }: AccessToken): { Authorization: string } => ({
  Authorization: `Bearer ${value}`,
});

/**
 * Runs a call with a token. Replaces whatever was refused and repeats the call, once for the user name and once for the
 * token. A refused user name costs a new token only if Jottacloud still gives the same name.
 *
 * Repeating is safe: a refused call had no effect. Source: docs/jottacloud.md 4.3.
 *
 * @throws {TransferError} `jottacloud-signed-out` when the replacements are refused too: the account is no longer ours
 */
export async function withToken<T>(
  getToken: GetToken,
  minLifeMs: number,
  call: (token: AccessToken) => Promise<T>,
): Promise<T> {
  let token = await getToken(minLifeMs, null);
  const tried = { username: false, token: false };
  for (;;) {
    try {
      return await call(token);
    } catch (error) {
      const code = error instanceof TransferError ? error.code : null;
      if (code !== 'access-token-refused' && code !== 'user-name-refused') throw error;
      const { username } = token;
      if (code === 'user-name-refused' && !tried.username) {
        tried.username = true;
        token = await getToken(minLifeMs, { username });
        if (token.username !== username) continue;
      }
      if (tried.token)
        throw new TransferError('jottacloud-signed-out', 'a fresh token is refused', {
          service: 'jottacloud',
        });
      tried.token = true;
      token = await getToken(minLifeMs, { token: token.value });
    }
  }
}

/** Sends a short call with a token and returns the text of its answer. */
export type TextCall = (
  build: (token: AccessToken) => JottacloudRequest,
  signal: AbortSignal,
) => Promise<string>;

/** Creates the function that all short calls go through. It throws {@link TransferError} for every error status. */
export function createTextCall(fetch: Fetch, getToken: GetToken): TextCall {
  return (build, signal) =>
    withToken(getToken, CALL_LIFE_MS, async (token) => {
      const { url, init } = build(token);
      const headers = { ...init.headers, ...authorization(token) };
      const request = { service: 'jottacloud', url, init: { ...init, headers }, signal } as const;
      const answer = await sendForText(fetch, request);
      if (answer.ok) return answer.text;
      throw init.method === 'GET'
        ? readingError(answer.status, answer.retryAfter, answer.text)
        : jottacloudError(answer.status, answer.retryAfter, answer.text, 'name-refused');
    });
}
