import { type ErrorCode, TransferError } from '../errors.ts';
import { isObject, optionalString, parseJsonOrNull } from '../http/json.ts';
import { busyError } from '../http/send.ts';

const jottacloud = { service: 'jottacloud' } as const;

/** Statuses that mean the same at every host of the service. Source: docs/jottacloud.md 4.3. */
const statuses: Partial<Record<number, ErrorCode>> = {
  401: 'access-token-refused',
  404: 'not-at-destination',
  403: 'jottacloud-locked',
  409: 'name-taken',
  416: 'upload-incomplete',
  420: 'upload-incomplete',
  421: 'md5-mismatch',
  460: 'jottacloud-full',
};

/** Error ids, the reliable part of an error. Source: docs/jottacloud.md 4.1. */
const ids: Record<string, ErrorCode> = {
  UniqueFileException: 'name-taken',
  BadCredentialsException: 'access-token-refused',
  InvalidArgumentException: 'name-refused',
  IncompleteUploadOpenApiException: 'upload-incomplete',
  CorruptUploadOpenApiException: 'md5-mismatch',
  RequestedRangeNotSatisfiedException: 'upload-incomplete',
};

/** Text of a 401 that concerns the user name in the address and not the token. Source: docs/jottacloud.md 2.1. */
const OTHER_USER = 'Token mismatch!';

/**
 * Turns an unsuccessful response into an error. Its body may be JSON, XML, HTML or empty, and never hides the
 * status.
 *
 * @param badRequest meaning of a 400 for this call
 */
export function jottacloudError(
  status: number,
  retryAfter: string | null,
  body: string,
  badRequest: ErrorCode = 'bad-response',
): TransferError {
  const id = errorId(body);
  const busy = busyError(status, retryAfter, 'jottacloud');
  if (busy) return busy;
  const known = Object.hasOwn(ids, id) ? ids[id] : undefined;
  if (status === 401 && body.slice(0, MAX_CHARACTERS).includes(OTHER_USER))
    return new TransferError('user-name-refused', `status 401 ${id}`.trim(), jottacloud);
  const code = known ?? statuses[status] ?? (status === 400 ? badRequest : 'bad-response');
  return new TransferError(code, `status ${status} ${id}`.trim(), jottacloud);
}

/** Errors that only a write request can return. */
const STORE_ONLY_CODES = new Set<ErrorCode>([
  'name-taken',
  'name-refused',
  'upload-incomplete',
  'md5-mismatch',
]);

/**
 * Whether Jottacloud itself says that a file or folder does not exist. A 404 from anything in front of it says
 * nothing about files.
 */
const isNothingThere = (status: number, body: string): boolean =>
  status === 404 && /^NoSuch\w*Exception$/.test(errorId(body));

/**
 * Turns an unsuccessful response to a read request into an error. An error about writing makes no sense there, and
 * the request is repeated.
 */
export function readingError(status: number, retryAfter: string | null, body: string): TransferError {
  const error = jottacloudError(status, retryAfter, body);
  const isMalformed =
    STORE_ONLY_CODES.has(error.code) ||
    (error.code === 'not-at-destination' && !isNothingThere(status, body));
  return isMalformed
    ? new TransferError('bad-response', error.message, { ...jottacloud, cause: error })
    : error;
}

/**
 * Turns a refusal by the identity server into an error. Only `invalid_grant` is final; outages have produced many
 * other answers.
 *
 * @param final meaning of `invalid_grant` for this call
 * Source: docs/jottacloud.md 1.3, 1.4.
 */
export function identityError(
  status: number,
  retryAfter: string | null,
  body: string,
  final: 'token-used' | 'jottacloud-signed-out',
): TransferError {
  const json = parseJsonOrNull(body);
  const error = isObject(json) ? (optionalString(json, 'error')?.slice(0, MAX_ID) ?? null) : null;
  if (error === 'invalid_grant' || (status === 401 && final === 'token-used'))
    return new TransferError(final, `the identity server says ${error ?? status}`, jottacloud);
  return (
    busyError(status, retryAfter, 'jottacloud') ??
    new TransferError(
      'service-down',
      `the identity server answers ${status} ${error ?? ''}`.trim(),
      jottacloud,
    )
  );
}

/** Characters of an error body that are read, so that a hostile one cannot block the engine or fill the log. */
const MAX_CHARACTERS = 2_000;
/** Jottacloud's longest known error name has 35 characters. */
const MAX_ID = 80;

function errorId(body: string): string {
  const json = parseJsonOrNull(body);
  const id = isObject(json)
    ? optionalString(json, 'error_id')
    : /<message>[^<]*?([A-Za-z]+Exception)/.exec(body.slice(0, MAX_CHARACTERS))?.[1];
  return (id ?? '').slice(0, MAX_ID);
}
