import { randomUUID } from 'node:crypto';
import { replyJson } from '../answers.ts';
import { REALM_BY_HOST } from './identity-hosts.ts';
import type { Service } from '../service.ts';
import type { IssuedTokens } from './token-store.ts';
import type { Exchange } from '../../http/exchange.ts';

/** The hosts people sign in at. Source: docs/jottacloud.md 1.2 to 1.4, 8.2. */
export async function serveIdentity(service: Service, exchange: Exchange): Promise<void> {
  const realm = REALM_BY_HOST.get(exchange.host) ?? '';
  const base = `/auth/realms/${realm}`;
  const route = `${exchange.method} ${exchange.rawPath}`;
  if (route === `GET ${base}/.well-known/openid-configuration`) {
    return replyJson(exchange, 200, describeProvider(`https://${exchange.host}${base}`));
  }
  if (route === `POST ${base}/protocol/openid-connect/token`) return serveToken(service, exchange, realm);
  if (route === `POST ${base}/protocol/openid-connect/logout`) return serveLogout(service, exchange, realm);
  service.violations.push(`no such route: ${exchange.host} ${route}`);
  return replyJson(exchange, 404, { error: 'RESTEASY003210: Could not find resource for full path' });
}

function describeProvider(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/protocol/openid-connect/auth`,
    token_endpoint: `${issuer}/protocol/openid-connect/token`,
    end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
    userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'password'],
  };
}

async function serveToken(service: Service, exchange: Exchange, realm: string): Promise<void> {
  const body = await exchange.readText();
  const refuse = (status: number, error: string, description: string) =>
    replyJson(exchange, status, { error, error_description: description });
  if (!exchange.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return refuse(400, 'invalid_request', 'Not a form'); // wording invented
  }
  const form = new URLSearchParams(body);
  const grantType = form.get('grant_type');
  if (grantType !== 'password' && grantType !== 'refresh_token') {
    return refuse(400, 'unsupported_grant_type', 'Unsupported grant_type');
  }
  if (form.get('client_id') !== 'jottacli' && !isBasicClient(exchange)) {
    return refuse(401, 'invalid_client', 'Invalid client credentials'); // wording invented
  }
  if (grantType === 'password') {
    const hasScope = (form.get('scope') ?? '').split(' ').includes('offline_access');
    const secret = form.get('password') ?? '';
    const issued = hasScope ? service.tokens.login(realm, form.get('username') ?? '', secret) : undefined;
    return issued
      ? replyJson(exchange, 200, describeTokens(service, issued))
      : refuse(401, 'invalid_grant', 'Invalid user credentials');
  }
  const issued = service.tokens.refresh(realm, form.get('refresh_token') ?? '');
  return typeof issued === 'string'
    ? refuse(400, 'invalid_grant', issued)
    : replyJson(exchange, 200, {
        ...describeTokens(service, issued),
        ...(!service.tokens.rotates && { refresh_token: undefined }),
      });
}

/** Keycloak's: ends the sign-in of a refresh token, without an answer's body. Source: docs/jottacloud.md 1.5. */
async function serveLogout({ tokens }: Service, exchange: Exchange, realm: string): Promise<void> {
  const form = new URLSearchParams(await exchange.readText());
  const isEnded = form.get('client_id') === 'jottacli' && tokens.end(realm, form.get('refresh_token') ?? '');
  if (isEnded) return exchange.reply(204, {});
  return replyJson(exchange, 400, { error: 'invalid_grant', error_description: 'Invalid refresh token' });
}

/** The client id as HTTP Basic user with an empty password, as Go's OAuth library sends it. Source: docs/jottacloud.md 1.4. */
function isBasicClient(exchange: Exchange): boolean {
  return exchange.headers.authorization === `Basic ${Buffer.from('jottacli:').toString('base64')}`;
}

function describeTokens({ tokens }: Service, issued: IssuedTokens) {
  const expiresIn = {
    number: issued.expiresInSeconds,
    text: String(issued.expiresInSeconds),
    absent: undefined,
  };
  return {
    access_token: issued.accessToken,
    expires_in: expiresIn[tokens.expiresIn],
    refresh_expires_in: 0,
    refresh_token: issued.refreshToken,
    token_type: 'Bearer',
    id_token: 'not-read-by-anyone',
    'not-before-policy': 0,
    session_state: randomUUID(),
    scope: 'openid email offline_access',
  };
}
