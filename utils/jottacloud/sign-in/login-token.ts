import { TransferError } from '../../errors.ts';
import { isObject, optionalString, withoutText } from '../../http/json.ts';
import { isIdentityAddress } from '../hosts.ts';

/** Content of a pasted personal login token. Source: docs/jottacloud.md 1.1. */
export interface LoginToken {
  username: string;
  /** Discovery document of the identity server. */
  discoveryUrl: string;
  /** Single-use secret. */
  secret: string;
  /** Host of the identity server. */
  service: string;
}

/**
 * Reads a token as people paste it: with white space, with or without padding, in both base64 alphabets. Decoded it
 * is
 *
 *     {"username": "…", "realm": "jottacloud", "well_known_link": "https://id.jottacloud.com/…", "auth_token": "…"}
 *
 * @throws {TransferError} `not-a-token`; `unknown-service` (detail: its host) if it names a server outside
 *   Jottacloud's
 */
export function parseLoginToken(pasted: string): LoginToken {
  const token = decode(pasted);
  const discoveryUrl = isObject(token)
    ? (optionalString(token, 'well_known_link') ?? optionalString(token, 'wellKnownLink'))
    : null;
  const username = isObject(token) ? optionalString(token, 'username') : null;
  const secret = isObject(token) ? optionalString(token, 'auth_token') : null;
  if (!discoveryUrl || !username || !secret) throw new TransferError('not-a-token', 'fields are missing');
  const service = URL.canParse(discoveryUrl) ? new URL(discoveryUrl).hostname : '';
  if (!isIdentityAddress(discoveryUrl)) throw new TransferError('unknown-service', service);
  return { username, discoveryUrl, secret, service };
}

function decode(pasted: string): unknown {
  const base64 = pasted
    .replace(/[\s\u200b\ufeff"']/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/=+$/, '');
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (error) {
    throw new TransferError('not-a-token', 'it does not decode', { cause: withoutText(error) });
  }
}
