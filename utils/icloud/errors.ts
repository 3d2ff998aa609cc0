import { type ErrorCode, TransferError } from '../errors.ts';
import { isObject, type JsonObject, optionalNumber, optionalString, parseJsonOrNull } from '../http/json.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { busyError } from '../http/send.ts';
import { epochMs } from '../units.ts';
import type { IcloudReply } from './transport.ts';

/** Apple's codes that ask us to retry later. Source: docs/icloud-photos.md 1.7. */
const LATER = new Set([
  'THROTTLED',
  'RETRY_LATER',
  'TRY_AGAIN_LATER',
  'CAS_OP_LOCK',
  'ZONE_BUSY',
  'SERVER_BUSY',
  'SERVICE_BUSY',
  'SERVICE_UNAVAILABLE',
]);
/** Nothing has this name. Source: docs/icloud-photos.md 1.7. */
const NOT_THERE = new Set(['NOT_FOUND', 'ZONE_NOT_FOUND']);
/** The session is refused: it has ended, or belongs to another partition's host. */
const SESSION_CODES = new Set(['AUTHENTICATION_FAILED', 'AUTHENTICATION_REQUIRED']);
/** Source: docs/icloud-photos.md 1.7. */
const SESSION_STATUSES = new Set([401, 421, 450]);

const icloud = { service: 'icloud' } as const;

/** Whether the session was refused at this address. Only a new call of `validate` shows whether it has really ended. */
export const isSessionRefused = (error: unknown): boolean =>
  error instanceof TransferError && error.code === 'icloud-signed-out';

/** Apple says that the requested thing does not exist. Callers that do not ask see a plain `bad-response`. */
class NotThereError extends TransferError {}

/** Whether Apple says that the requested thing does not exist. */
export const isNotThere = (error: unknown): boolean => error instanceof NotThereError;

/** Apple rejects the request itself as malformed. Callers that do not ask see a plain `bad-response`. */
class BadRequestError extends TransferError {}

/** The request asked for too many records at once. */
class TooManyError extends BadRequestError {}

/** Whether Apple rejects the number of records in the request. */
export const isTooMany = (error: unknown): boolean => error instanceof TooManyError;

/** Whether Apple rejects the request itself. */
export const isBadRequest = (error: unknown): boolean => error instanceof BadRequestError;

/**
 * Returns the body of a successful response. An error can come with status 200, so the shape counts as well as the
 * status.
 *
 * @throws {TransferError} the error that the response stands for. Source: docs/icloud-photos.md 1.7.
 */
export function readReply(reply: IcloudReply): unknown {
  const body = parseJsonOrNull(reply.body);
  if (SESSION_STATUSES.has(reply.status))
    throw new TransferError('icloud-signed-out', `status ${reply.status}`, icloud);
  if (reply.status === 423) throw new TransferError('icloud-approval', 'status 423', icloud);
  const stated = isObject(body) ? readError(body, reply.retryAfter) : null;
  if (stated && stated.code !== 'bad-response') throw stated;
  const busy = busyError(reply.status, reply.retryAfter, 'icloud');
  if (reply.status === 403 || isRefusalPage(reply))
    throw new TransferError('icloud-refused', `status ${reply.status}`, {
      ...icloud,
      ...(busy?.retryAfterMs !== undefined && { retryAfterMs: busy.retryAfterMs }),
    });
  // A 500 with one of CloudKit's codes concerns this call. Any other busy status concerns the service, whatever the
  // body says.
  const isAboutCall = reply.status === 500 && isObject(body) && typeof body['serverErrorCode'] === 'string';
  if (busy && !isAboutCall) throw busy;
  if (stated) throw stated;
  if (reply.status !== 200) throw new TransferError('bad-response', `status ${reply.status}`, icloud);
  if (body === null)
    throw new TransferError(
      'bad-response',
      `expected JSON, received ${reply.body.length} characters of other text`,
      icloud,
    );
  return body;
}

/**
 * Whether the response is Apple's page "503 Service Temporarily Unavailable": this client is refused for a while.
 * Source: docs/icloud-photos.md 1.7.
 */
export const isRefusalPage = ({ status, body }: Pick<IcloudReply, 'status' | 'body'>): boolean =>
  status === 503 && /^\s*</.test(body);

/** Longest reply, in characters, that may report an error in a 200. Replies with photos are longer. */
const MAX_REFUSAL_LENGTH = 10_000;

/** Returns the error with which Apple asks for fewer requests, or for none at all now; null for any other reply. */
export function refusalIn(reply: IcloudReply): TransferError | null {
  if (reply.status === 200 && reply.body.length >= MAX_REFUSAL_LENGTH) return null;
  try {
    readReply(reply);
    return null;
  } catch (error) {
    return error instanceof TransferError && REFUSALS.has(error.code) ? error : null;
  }
}

const REFUSALS: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'service-down', 'icloud-refused']);

/**
 * Returns the error of one record or zone within a response of status 200; null without one.
 *
 * Source: docs/icloud-photos.md 1.7.
 */
export const readPartError = (part: JsonObject): TransferError | null =>
  optionalString(part, 'serverErrorCode') === null ? null : readError(part, null);

/** Codes that end the whole call, even where Apple sends them for one part of a response. */
const PER_CALL_CODES: ReadonlySet<string> = new Set(['rate-limited', 'icloud-signed-out', 'icloud-approval']);

/**
 * Throws the first error that concerns the whole call: retry later, or sign in. Apple may send it record by record.
 * Other errors concern their part alone.
 *
 * @throws {TransferError} `rate-limited`, `icloud-signed-out`, `icloud-approval`
 */
export function throwForWhole(parts: readonly unknown[]): void {
  for (const part of parts) {
    const error = isObject(part) ? readPartError(part) : null;
    if (error && PER_CALL_CODES.has(error.code)) throw error;
  }
}

/** Reads the error inside a response of any status; null without one. */
function readError(answer: JsonObject, retryAfterHeader: string | null): TransferError | null {
  const code = optionalString(answer, 'serverErrorCode');
  const text = optionalString(answer, 'reason') ?? optionalString(answer, 'error') ?? '';
  if (code === null && answer['success'] !== false && answer['error'] === undefined) return null;
  const retryAfter = optionalNumber(answer, 'retryAfter')?.toString() ?? retryAfterHeader;
  const retryAfterMs = parseRetryAfter(retryAfter, epochMs(Date.now()));
  const more = { ...icloud, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (code !== null && LATER.has(code)) return new TransferError('rate-limited', code, more);
  if (code === 'INTERNAL_ERROR') return new TransferError('service-down', code, more);
  if ((code !== null && SESSION_CODES.has(code)) || /global session|WEBAUTH-(TOKEN|USER)/i.test(text))
    return new TransferError('icloud-signed-out', 'the session is not taken', icloud);
  if (/PCS cookies/i.test(text)) return new TransferError('icloud-approval', 'protected data', icloud);
  if (code === 'ACCESS_DENIED') return new TransferError('icloud-refused', code, icloud);
  if (code !== null && NOT_THERE.has(code))
    return new NotThereError('bad-response', `Apple says ${code}`, more);
  if (code === 'BAD_REQUEST' && /maximum|greater than/i.test(text))
    return new TooManyError('bad-response', `Apple says ${code}: too many`, more);
  if (code === 'BAD_REQUEST') return new BadRequestError('bad-response', `Apple says ${code}`, more);
  return new TransferError('bad-response', `Apple says ${code?.slice(0, 80) ?? 'an error'}`, more);
}
