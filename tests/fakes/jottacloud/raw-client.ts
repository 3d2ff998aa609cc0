import { createHash } from 'node:crypto';
import { sendRequest, type RawRequest, type RawResponse } from '../http/send-request.ts';
import type { FakeJottacloud } from './fake-jottacloud.ts';

/** The answer of `allocate`, in the wire's spelling. */
export interface RawAllocation {
  state: string;
  upload_url: string;
  resume_pos: number;
}

/** Sends requests exactly as a test writes them, signed in by default, for calls that no good client makes. */
export interface RawClient {
  readonly jfsRoot: string;
  send(request: RawRequest): Promise<RawResponse>;
  /** A request without the access token. */
  sendBare(request: RawRequest): Promise<RawResponse>;
  /** `allocate` for these bytes; `overrides` replaces or adds fields, path is `/jfs/Jotta/Archive/` + path. */
  allocate(path: string, bytes: Uint8Array, overrides?: Record<string, unknown>): Promise<RawResponse>;
  upload(url: string, bytes: Uint8Array, range?: string): Promise<RawResponse>;
  /** Allocates and uploads all bytes. */
  store(path: string, bytes: Uint8Array): Promise<RawResponse>;
}

/** Signs in without the login requests. */
export function createRawClient(jotta: FakeJottacloud): RawClient {
  const { accessToken } = jotta.tokens.createFamily();
  const authorization = `Bearer ${accessToken}`;
  const sendBare = (request: RawRequest) => sendRequest(jotta.port, jotta.certificate.caPem, request);
  const send = (request: RawRequest) =>
    sendBare({ ...request, headers: { authorization, ...request.headers } });
  const allocate = (path: string, bytes: Uint8Array, overrides: Record<string, unknown> = {}) => {
    const md5 = createHash('md5').update(bytes).digest('hex');
    const time = '2024-06-01T09:30:00+02:00';
    const fields = {
      bytes: bytes.length,
      created: time,
      md5,
      modified: time,
      path: `/jfs/Jotta/Archive/${path}`,
    };
    return send({
      url: 'https://api.jottacloud.com/files/v1/allocate',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...fields, ...overrides }),
    });
  };
  const upload = (url: string, bytes: Uint8Array, range?: string) => {
    const headers = { 'content-type': 'application/octet-stream', ...(range === undefined ? {} : { range }) };
    return send({ url, method: 'POST', headers, body: bytes });
  };
  return {
    jfsRoot: `https://jfs.jottacloud.com/jfs/${jotta.user.username}/Jotta/Archive`,
    send,
    sendBare,
    allocate,
    upload,
    store: async (path, bytes) => upload(parseAllocation(await allocate(path, bytes)).upload_url, bytes),
  };
}

/** Reads the answer of `allocate`. */
export function parseAllocation({ text }: RawResponse): RawAllocation {
  return JSON.parse(text) as RawAllocation;
}

/** The `error_id` of a JSON error. */
export function readErrorId({ text }: RawResponse): unknown {
  return (JSON.parse(text) as { error_id?: unknown }).error_id;
}
