import type { EpochMs, JfsPath, Md5 } from '../units.ts';
import { API, JFS } from './hosts.ts';

/** A request that is ready to be sent. */
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

/** Reads an address of JFS. */
export const buildRead = (url: string): JottacloudRequest => ({ url, init: { method: 'GET', headers: {} } });

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

/** The grant's name in lower case, the client in the body. Source: docs/jottacloud.md 1.4. */
export const buildRefresh = (tokenEndpoint: string, refreshToken: string): JottacloudRequest =>
  form(tokenEndpoint, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: CLIENT_ID });

/** Ends the sign-in that the refresh token is of. Source: docs/jottacloud.md 1.5. */
export const buildEndSession = (endSessionEndpoint: string, refreshToken: string): JottacloudRequest =>
  form(endSessionEndpoint, { refresh_token: refreshToken, client_id: CLIENT_ID });

export const buildCustomer = (): JottacloudRequest => buildRead(`${API}/account/v1/customer`);

export const buildAccountRoot = (username: string): JottacloudRequest =>
  buildRead(`${JFS}/${encodeURIComponent(username)}`);

/** One file as `allocate` wants it told. */
export interface FileToStore {
  path: JfsPath;
  sizeBytes: number;
  md5: Md5;
  /** Used for both of Jottacloud's times: when the photo was taken. */
  takenAt: EpochMs;
  /** Takes the place of what is there, which stays as an older revision; only ever of a file that we wrote ourselves. */
  replaces: boolean;
}

/**
 * Never over a file of Apple's that is there with other content.
 *
 * @param withHandler false: for a service that does not know `conflict_handler`. Source: docs/jottacloud.md 3.1, 3.5.
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

/** @param address of the folder to be. Source: docs/jottacloud.md 2.7. */
export const buildMakeFolder = (address: string): JottacloudRequest => ({
  url: `${address}?mkDir=true`,
  init: { method: 'POST', headers: {} },
});

/** RFC 3339 without a fraction, as `allocate` wants it; Jottacloud keeps whole seconds. Source: docs/jottacloud.md 2.7. */
const rfc3339 = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
