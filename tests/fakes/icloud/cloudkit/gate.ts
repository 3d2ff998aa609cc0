import { pageOrigin, type Region } from '../region.ts';
import type { IcloudSession } from '../session.ts';
import type { Exchange } from '../../http/exchange.ts';

/** Reason to refuse a CloudKit call before reading its body. */
export interface Refusal {
  status: number;
  body: unknown;
}

/**
 * Checks method, origin, host, cookie and the account's state, in this order; undefined = come in.
 * Users report 421, 423 and the 403 of the account (docs/icloud-photos.md 1.6, 1.7); 403 for the origin and 405 are invented,
 * and so is 421 while a code is wanted; `AUTHENTICATION_FAILED` before new terms are accepted is in the same table.
 */
export function checkGate(exchange: Exchange, session: IcloudSession, region: Region): Refusal | undefined {
  const { headers, method } = exchange;
  if (method !== 'POST') return refuse(405, 'METHOD_NOT_ALLOWED', 'POST only');
  if (headers.origin !== pageOrigin(region)) return refuse(403, 'ACCESS_DENIED', 'Origin not allowed');
  const isRightHost = exchange.host === `${session.partitionMark}ckdatabasews.icloud.com${region}`;
  if (!isRightHost || !session.accepts(headers.cookie) || session.codeWanted) {
    return { status: 421, body: { reason: 'Invalid global session', error: 2 } };
  }
  if (session.repairWanted)
    return { status: 500, body: { reason: 'Missing X-APPLE-WEBAUTH-TOKEN cookie', error: 1 } };
  if (session.serviceInactive) return refuse(403, 'ACCESS_DENIED', 'the service is not active');
  if (session.termsWanted) return refuse(401, 'AUTHENTICATION_FAILED', 'terms are not accepted');
  if (session.adp && !session.pcsConsent) {
    return { status: 423, body: { error: 'Missing PCS cookies from the request', errorCode: 423 } };
  }
  if (!session.webAccess) return refuse(403, 'ACCESS_DENIED', 'private db access disabled for this account');
  return undefined;
}

function refuse(status: number, serverErrorCode: string, reason: string): Refusal {
  return { status, body: { uuid: crypto.randomUUID(), serverErrorCode, reason } };
}
