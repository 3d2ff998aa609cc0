import { randomUUID } from 'node:crypto';

/** Apple's codes and their status. Source: docs/icloud-photos.md 1.7 (CloudKit Web Services Reference, Error Codes). */
const STATUS = {
  ACCESS_DENIED: 403,
  AUTHENTICATION_FAILED: 401,
  BAD_REQUEST: 400,
  INTERNAL_ERROR: 500,
  NOT_FOUND: 404,
  THROTTLED: 429,
  TRY_AGAIN_LATER: 503,
  ZONE_NOT_FOUND: 404,
} as const;

/** Codes with which the fake itself answers. */
export type CloudKitErrorCode = keyof typeof STATUS;

/** A call that fails as a whole. */
export class CloudKitError extends Error {
  override readonly name = 'CloudKitError';
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(serverErrorCode: CloudKitErrorCode, reason: string) {
    super(`${serverErrorCode}: ${reason}`);
    this.status = STATUS[serverErrorCode];
    this.body = { uuid: randomUUID(), serverErrorCode, reason };
  }
}

/** The request is not one that Apple would understand. */
export function badRequest(reason: string): CloudKitError {
  return new CloudKitError('BAD_REQUEST', reason);
}
