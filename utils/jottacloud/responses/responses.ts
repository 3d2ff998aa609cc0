import { TransferError } from '../../errors.ts';
import { refusedHost } from '../../http/refused-host.ts';
import {
  type JsonObject,
  optionalNumber,
  optionalString,
  parseJson,
  readNumber,
  readObject,
  readString,
} from '../../http/json.ts';
import { type Md5, md5 } from '../../units.ts';
import { isIdentityAddress, isServiceAddress, MAIN_SERVICE, PARTNER_HOSTS } from '../hosts.ts';

/** Addresses that create, renew and end a sign-in. */
export interface Endpoints {
  tokenEndpoint: string;
  endSessionEndpoint: string | null;
}

/**
 * Reads the discovery document of the service that was asked:
 *
 *     {"token_endpoint": "https://id.jottacloud.com/…/token", "end_session_endpoint": "https://id.jottacloud.com/…/logout", …}
 *
 * It may name Jottacloud's own server, but no other brand's.
 *
 * @param service host that was asked
 * @throws {TransferError} `unknown-service` if the token endpoint is elsewhere. Source: docs/jottacloud.md 1.2
 */
export function parseDiscovery(text: string, service: string): Endpoints {
  const discovery = readObject(parseJson(text));
  const tokenEndpoint = readString(discovery, 'token_endpoint');
  const isOf = (address: string): boolean =>
    isIdentityAddress(address) && [service, MAIN_SERVICE].includes(new URL(address).hostname);
  if (!isOf(tokenEndpoint))
    throw new TransferError(
      'unknown-service',
      URL.canParse(tokenEndpoint) ? new URL(tokenEndpoint).hostname : '',
    );
  const endSessionEndpoint = optionalString(discovery, 'end_session_endpoint');
  return {
    tokenEndpoint,
    endSessionEndpoint: endSessionEndpoint !== null && isOf(endSessionEndpoint) ? endSessionEndpoint : null,
  };
}

/** The two tokens of a grant, and the life of the first. Source: docs/jottacloud.md 1.3. */
export interface Grant {
  accessToken: string;
  refreshToken: string;
  lifeMs: number;
}

/** Lifetime assumed when `expires_in` is missing. Short: refreshing early costs nothing. */
const DEFAULT_LIFE_MS = 5 * 60_000;
/** Longest lifetime that is believed: a year. */
const MAX_LIFE_SECONDS = 366 * 86_400;

/**
 * Reads the response of the token endpoint:
 *
 *     {"access_token": "…", "refresh_token": "…", "expires_in": 3600, "token_type": "Bearer", …}
 *
 * Accepts any response with an access token, because the old token may be spent already.
 *
 * @param oldRefreshToken stays valid where the response to a refresh holds no new one. Source: RFC 6749, section 6
 * @throws {TransferError} `bad-response`
 */
export function parseGrant(text: string, oldRefreshToken: string | null = null): Grant {
  const grant = readObject(parseJson(text));
  return {
    accessToken: readToken(grant, 'access_token'),
    refreshToken:
      oldRefreshToken !== null && !grant['refresh_token']
        ? oldRefreshToken
        : readToken(grant, 'refresh_token'),
    lifeMs: readLifeMs(grant),
  };
}

/** Reads a lifetime in seconds, as a number or as digits. Some servers leave it out. Source: RFC 6749, section 5.1. */
function readLifeMs(grant: JsonObject): number {
  const seconds = optionalString(grant, 'expires_in') ?? optionalNumber(grant, 'expires_in');
  const lifeSeconds = seconds === null ? Number.NaN : Math.floor(Number(seconds));
  return lifeSeconds > 0 && lifeSeconds <= MAX_LIFE_SECONDS ? lifeSeconds * 1_000 : DEFAULT_LIFE_MS;
}

/** Reads a token that a header can hold. Source: RFC 6749, appendix A.12. */
function readToken(grant: JsonObject, field: string): string {
  const token = readString(grant, field);
  if (!/^[\x21-\x7e]{1,16384}$/.test(token))
    throw new TransferError(
      'bad-response',
      `${field}: expected printable ASCII, received ${token.length} characters`,
    );
  return token;
}

/** The account's owner and storage. `quotaBytes` null: unlimited. Source: docs/jottacloud.md 2.1. */
export interface Customer {
  username: string;
  name: string;
  /** null: Jottacloud does not say. */
  email: string | null;
  usedBytes: number;
  quotaBytes: number | null;
  writeLocked: boolean;
}

/**
 * Reads the response to `GET account/v1/customer`:
 *
 *     {"username": "…", "name": "Kari Nordmann", "email": "kari@example.org", "usage": 1234, "quota": -1, "write_locked": false, …}
 *
 * @throws {TransferError} `bad-response` without a usable user name
 */
export function parseCustomer(text: string): Customer {
  const customer = readObject(parseJson(text));
  const username = readString(customer, 'username');
  const email = optionalString(customer, 'email') || null;
  // The name is the first segment of every address, so it must not lead elsewhere.
  if (!/^(?!\.{1,2}$)[^/\\\s]{1,255}$/.test(username) || !username.isWellFormed())
    throw new TransferError(
      'bad-response',
      `username: expected one path segment, received ${username.length} characters`,
    );
  const quota = optionalNumber(customer, 'quota');
  return {
    username,
    name: optionalString(customer, 'name') || (email ?? username),
    email,
    usedBytes: optionalNumber(customer, 'usage') ?? 0,
    quotaBytes: quota !== null && quota > 0 ? quota : null,
    writeLocked: customer['write_locked'] === true,
  };
}

/** Where Jottacloud wants a file's bytes; `stored` if it has them already and none are sent. */
export type Allocation = { kind: 'stored' } | { kind: 'upload'; uploadUrl: string; resumePosition: number };

/**
 * Reads the response to `POST files/v1/allocate`:
 *
 *     {"state": "INCOMPLETE", "upload_url": "https://…", "resume_pos": 4194304, "bytes": 30827730, …}
 *
 * `resume_pos` is the first byte that is still missing, 0 for a new file.
 *
 * @throws {TransferError} `bad-response`. It names the host of an upload address outside Jottacloud, which would
 *   otherwise receive the access token.
 * Source: docs/jottacloud.md 3.1.
 */
export function parseAllocation(text: string, sizeBytes: number): Allocation {
  const answer = readObject(parseJson(text));
  const state = readString(answer, 'state');
  if (state === 'COMPLETED') return { kind: 'stored' };
  const uploadUrl = readString(answer, 'upload_url');
  // Bytes of a corrupt upload are useless, so it starts again from byte 0.
  const resumePosition = state === 'CORRUPT' ? 0 : (optionalNumber(answer, 'resume_pos') ?? 0);
  if (!isServiceAddress(uploadUrl, PARTNER_HOSTS)) throw refusedHost('jottacloud', uploadUrl);
  if (!Number.isSafeInteger(resumePosition) || resumePosition < 0 || resumePosition > sizeBytes)
    throw new TransferError(
      'bad-response',
      `the resume position ${resumePosition} is outside the file of ${sizeBytes} bytes`,
    );
  return { kind: 'upload', uploadUrl, resumePosition };
}

/** Content that Jottacloud reports. */
export interface StoredContent {
  md5: Md5;
  sizeBytes: number;
}

/**
 * Reads the response to the last byte of an upload:
 *
 *     {"md5": "…", "bytes": 30827730, "content_id": "…", "path": "/…/a.jpg", …}
 *
 * Source: docs/jottacloud.md 3.3.
 */
export function parseUploaded(text: string): StoredContent {
  const answer = readObject(parseJson(text));
  try {
    return { md5: md5(readString(answer, 'md5')), sizeBytes: readNumber(answer, 'bytes') };
  } catch (error) {
    throw error instanceof RangeError
      ? new TransferError('bad-response', error.message, { cause: error })
      : error;
  }
}
