import type { FaultAction } from '../http/faults.ts';
import { serviceHeaders } from './apple-headers.ts';

/** Error answers as Apple gives them, with the headers without which a page could not read even the status. For `faults.add({ action })`. */
export const appleFaults = {
  /** Session dead or wrong host. Source: a recorded reply. */
  invalidSession: (): FaultAction => answer(421, { reason: 'Invalid global session', error: 2 }),
  /** The same as 401, the code as text. Source: docs/icloud-photos.md 1.7. */
  invalidSession401: (): FaultAction => answer(401, { error: 'Invalid global session', errorCode: '100' }),
  /** Web access off, ADP, or heavy throttling. Source: docs/icloud-photos.md 1.7. */
  accessDenied: (): FaultAction =>
    answer(403, { serverErrorCode: 'ACCESS_DENIED', reason: 'private db access disabled for this account' }),
  /** ADP cookies are missing. Source: docs/icloud-photos.md 1.6. */
  missingPcs: (): FaultAction => answer(423, { error: 'Missing PCS cookies from the request' }),
  /** Busy or too fast; without seconds no `Retry-After` comes, as in all that was recorded. */
  throttled: (retryAfterSeconds?: number): FaultAction =>
    answer(
      429,
      {
        serverErrorCode: 'THROTTLED',
        reason: 'Too many requests',
        ...(retryAfterSeconds && { retryAfter: retryAfterSeconds }),
      },
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    ),
  /** Apple refuses this client for a while: a page of HTML. Source: docs/icloud-photos.md 1.7. */
  unavailable: (): FaultAction =>
    answer(503, '<html><head><title>503 Service Temporarily Unavailable</title></head></html>', {
      'content-type': 'text/html',
    }),
  /** Source: docs/icloud-photos.md 1.7. */
  serverError: (): FaultAction => answer(500, { error: 'Api Error' }),
  /** An error in disguise. Source: docs/icloud-photos.md 1.7. */
  successFalse: (): FaultAction => answer(200, { success: false, error: 'Service is not available' }),
  /** Text in place of a file's bytes. Source: docs/icloud-photos.md 6.4. */
  htmlInsteadOfBytes: (): FaultAction =>
    answer(200, '<html><body>Sorry</body></html>', {
      'content-type': 'text/html',
      'access-control-allow-credentials': 'false',
    }),
};

function answer(status: number, body: unknown, headers: Record<string, string> = {}): FaultAction {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers: { ...serviceHeaders('', 61), ...headers }, body: text };
}
