import { TransferError } from '../../errors.ts';
import { isObject, optionalArray, optionalObject, optionalString } from '../../http/json.ts';
import { type IcloudSession, parseSession } from '../responses/session-responses.ts';
import { readReply } from '../errors.ts';
import { buildValidate, buildZones } from '../requests.ts';
import type { IcloudTransport } from '../transport.ts';
import type { LibraryZone } from '../zone.ts';

/**
 * Who is signed in, of accounts that let web browsers in.
 *
 * @throws {TransferError} what Apple wants of the person before: `icloud-signed-out`, `icloud-code-wanted`,
 * `icloud-terms`, `icloud-repair`, `icloud-locked`; `icloud-empty` for an account without photos
 */
export async function readSession(transport: IcloudTransport, signal: AbortSignal): Promise<IcloudSession> {
  const session = parseSession(readReply(await transport.post(buildValidate(), signal)));
  if (!session.webAccess)
    throw new TransferError('icloud-locked', 'web access is switched off', { service: 'icloud' });
  return session;
}

/**
 * The same, of accounts whose photos can be read now. With Advanced Data Protection nothing but a reading call tells
 * whether the approval of the last hour still holds; such a call makes no phone ring.
 *
 * @throws {TransferError} also `icloud-approval` and `icloud-inactive`
 * Source: docs/icloud-photos.md 1.6.
 */
export async function readOpenSession(
  transport: IcloudTransport,
  signal: AbortSignal,
): Promise<IcloudSession> {
  const session = await readSession(transport, signal);
  if (!session.advancedProtection && session.isActive) return session;
  try {
    readReply(await transport.post(buildZones(session.serviceUrl, 'private', null), signal));
    return session;
  } catch (error) {
    throw error instanceof TransferError ? explainRefusal(error, session) : error;
  }
}

/**
 * Apple refuses whole accounts for three reasons: it wants less of us, the user's data is locked, or the photo service is
 * not active. Source: docs/icloud-photos.md 1.2, 1.7.
 */
export function explainRefusal(
  error: TransferError,
  { advancedProtection, isActive }: IcloudSession,
): TransferError {
  if (error.code !== 'icloud-refused') return error;
  if (!isActive)
    return new TransferError('icloud-inactive', 'the service is not active', { service: 'icloud' });
  if (!advancedProtection) return error;
  return new TransferError('icloud-approval', 'Advanced Data Protection', { service: 'icloud' });
}

/** Photos of two people are not mixed. @param first and `now`: accounts in masked form; null where Apple does not tell */
export const otherAccount = (first: string | null, now: string | null): TransferError =>
  new TransferError('icloud-other-account', 'another account is signed in', {
    service: 'icloud',
    facts: { ...(first !== null && { firstAccount: first }), ...(now !== null && { account: now }) },
  });

/**
 * Whose records an answer holds, if they are of another user than the zone that was asked for: then somebody else may
 * have signed in. null if they are of the same, or do not say. It is a reason to ask, no proof: Apple may write
 * `_defaultOwner` for the user. Source: docs/icloud-photos.md 2.2, 4.1.
 */
export function strangeOwner(body: unknown, { ownerRecordName }: LibraryZone): string | null {
  if (ownerRecordName === null || !isObject(body)) return null;
  for (const record of optionalArray(body, 'records')) {
    const zone = isObject(record) ? optionalObject(record, 'zoneID') : null;
    const owner = zone && optionalString(zone, 'ownerRecordName');
    if (owner && owner !== ownerRecordName) return owner;
  }
  return null;
}
