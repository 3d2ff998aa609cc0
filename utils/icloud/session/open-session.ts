import { TransferError } from '../../errors.ts';
import { type IcloudSession, parseSession } from '../responses/session-responses.ts';
import { readReply } from '../errors.ts';
import { buildValidate, buildZones } from '../requests.ts';
import type { IcloudTransport } from '../transport.ts';

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
