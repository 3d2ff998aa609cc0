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
 * Exchanges a login token for a sign-in and thereby spends it. Spends nothing until the identity server was
 * reached.
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
 * Exchanges the refresh token for a new pair. This is not idempotent: the old one is usually dead once the server
 * has read it. The caller stores the new one before anything else, and never runs two exchanges at once.
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

/** Ends a sign-in at the service. @throws {TransferError} if it does not end, or nobody answers */
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
