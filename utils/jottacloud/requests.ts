import type { EpochMs, JfsPath, Md5 } from '../units.ts';
import { API, JFS } from './hosts.ts';

/** A request that is ready to send. */
export interface JottacloudRequest {
  url: string;
  init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };
}

const CLIENT_ID = 'jottacli';
const form = (url: string, fields: Record<string, string>): JottacloudRequest => ({
  url,
  init: {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  },
});

/** Reads a plain address. */
export const buildRead = (url: string): JottacloudRequest => ({ url, init: { method: 'GET', headers: {} } });

/** Requests the discovery document of an identity server. Source: docs/jottacloud.md 1.2. */
export const buildDiscovery = (discoveryUrl: string): JottacloudRequest => buildRead(discoveryUrl);

/** Source: docs/jottacloud.md 1.3. */
export const buildExchange = (tokenEndpoint: string, username: string, secret: string): JottacloudRequest =>
  form(tokenEndpoint, {
    client_id: CLIENT_ID,
    grant_type: 'password',
    password: secret,
    scope: 'openid offline_access',
    username,
  });

/** Refreshes a sign-in. The grant's name is in lower case and the client in the body. Source: docs/jottacloud.md 1.4. */
export const buildRefresh = (tokenEndpoint: string, refreshToken: string): JottacloudRequest =>
  form(tokenEndpoint, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID });

/** Ends the sign-in of a refresh token. Source: docs/jottacloud.md 1.5. */
export const buildEndSession = (endSessionEndpoint: string, refreshToken: string): JottacloudRequest =>
  form(endSessionEndpoint, { refresh_token: refreshToken, client_id: CLIENT_ID });

/** Requests the account's owner and storage. Source: docs/jottacloud.md 2.1. */
export const buildCustomer = (): JottacloudRequest => buildRead(`${API}/account/v1/customer`);

/** Requests the root of an account in JFS. Source: docs/jottacloud.md 2.2. */
export const buildAccountRoot = (username: string): JottacloudRequest =>
  buildRead(`${JFS}/${encodeURIComponent(username)}`);

/** One file, as `allocate` describes it. */
export interface FileToStore {
  path: JfsPath;
  sizeBytes: number;
  md5: Md5;
  /** When the photo was taken. It becomes both of Jottacloud's times. */
  takenAt: EpochMs;
  /** Replaces the file at the path, which stays as an older revision. Only for files that we wrote ourselves. */
  replaces: boolean;
}

/**
 * Allocates a file. It never overwrites an original with other content.
 *
 * @param withHandler false for a service that rejects `conflict_handler`. Source: docs/jottacloud.md 3.1, 3.5.
 */
export const buildAllocate = (
  { path, sizeBytes, md5, takenAt, replaces }: FileToStore,
  withHandler = true,
): JottacloudRequest => ({
  url: `${API}/files/v1/allocate`,
  init: {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({
      bytes: sizeBytes,
      created: rfc3339(takenAt),
      md5,
      modified: rfc3339(takenAt),
      path,
      ...(withHandler && { conflict_handler: replaces ? 'CREATE_NEW_REVISION' : 'REJECT_CONFLICTS' }),
    }),
  },
});

/** Creates a folder. @param address of the new folder. Source: docs/jottacloud.md 2.7. */
export const buildMakeFolder = (address: string): JottacloudRequest => ({
  url: `${address}?mkDir=true`,
  init: { method: 'POST', headers: {} },
});

/**
 * Formats a time as RFC 3339 without a fraction, as `allocate` expects. Jottacloud keeps whole seconds. Source:
 * docs/jottacloud.md 2.7.
 */
const rfc3339 = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
