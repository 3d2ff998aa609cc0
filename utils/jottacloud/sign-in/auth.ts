import { TransferError } from '../../errors.ts';
import { type Fetch, sendForText } from '../../http/send.ts';
import { identityError } from '../errors.ts';
import type { LoginToken } from './login-token.ts';
import {
  buildDiscovery,
  buildEndSession,
  buildExchange,
  buildRefresh,
  type JottacloudRequest,
} from '../requests.ts';
import { type Endpoints, type Grant, parseDiscovery, parseGrant } from '../responses/responses.ts';

/**
 * Turns a login token into a sign-in; the token is spent by it. Nothing is spent as long as the identity server was not reached.
 *
 * @throws {TransferError} `token-used`, `unknown-service`, `network`, `service-down`
 */
export async function exchangeLoginToken(
  fetch: Fetch,
  { discoveryUrl, username, secret, service }: LoginToken,
): Promise<{ grant: Grant } & Endpoints> {
  const endpoints = parseDiscovery(await ask(fetch, buildDiscovery(discoveryUrl), 'token-used'), service);
  const exchange = buildExchange(endpoints.tokenEndpoint, username, secret);
  return { grant: parseGrant(await ask(fetch, exchange, 'token-used')), ...endpoints };
}

/**
 * Trades the refresh token for a new pair. The old one is usually dead from the moment the server has read it: the caller
 * stores the new one before anything else, and never has two of these under way.
 *
 * @throws {TransferError} `jottacloud-signed-out` if the sign-in is over, else `network` or `service-down`
 */
export async function refreshGrant(
  fetch: Fetch,
  tokenEndpoint: string,
  refreshToken: string,
): Promise<Grant> {
  return parseGrant(
    await ask(fetch, buildRefresh(tokenEndpoint, refreshToken), 'jottacloud-signed-out'),
    refreshToken,
  );
}

/** Ends a sign-in at the service. @throws {TransferError} if it is not ended, or nobody answers */
export async function endSession(fetch: Fetch, endpoint: string, refreshToken: string): Promise<void> {
  await ask(fetch, buildEndSession(endpoint, refreshToken), 'jottacloud-signed-out');
}

async function ask(
  fetch: Fetch,
  { url, init }: JottacloudRequest,
  final: 'token-used' | 'jottacloud-signed-out',
): Promise<string> {
  const answer = await sendForText(fetch, { service: 'jottacloud', url, init });
  if (answer.status === 404 && init.method === 'GET')
    throw new TransferError('unknown-service', new URL(url).hostname, { service: 'jottacloud' });
  if (!answer.ok) throw identityError(answer.status, answer.retryAfter, answer.text, final);
  return answer.text;
}
