import { TransferError } from '../../errors.ts';
import { type IcloudSession, parseSession } from '../responses/session-responses.ts';
import { readReply } from '../errors.ts';
import { buildValidate, buildZones } from '../requests.ts';
import type { IcloudTransport } from '../transport.ts';

/**
 * Reads who is signed in, also where the photos cannot be read now.
 *
 * @throws {TransferError} what Apple wants from the person first: `icloud-signed-out`, `icloud-code-wanted`,
 *   `icloud-terms`, `icloud-repair`; `icloud-empty` for an account without photos
 */
export const readAccount = async (transport: IcloudTransport, signal: AbortSignal): Promise<IcloudSession> =>
  parseSession(readReply(await transport.post(buildValidate(), signal)));

/**
 * Reads who is signed in.
 *
 * @throws {TransferError} as {@link readAccount}; `icloud-locked` (web access is off)
 */
export async function readSession(transport: IcloudTransport, signal: AbortSignal): Promise<IcloudSession> {
  const session = await readAccount(transport, signal);
  checkWebAccess(session);
  return session;
}

function checkWebAccess({ webAccess }: IcloudSession): void {
  if (!webAccess)
    throw new TransferError('icloud-locked', 'web access is switched off', { service: 'icloud' });
}

/**
 * Checks that the photos of an account can be read now.
 *
 * With Advanced Data Protection only a reading call shows whether the approval of the last hour is still valid.
 * Such a call triggers no prompt on the person's phone.
 *
 * @throws {TransferError} `icloud-locked`, `icloud-approval` and `icloud-inactive`
 * Source: docs/icloud-photos.md 1.6.
 */
export async function checkReadable(
  session: IcloudSession,
  transport: IcloudTransport,
  signal: AbortSignal,
): Promise<void> {
  checkWebAccess(session);
  if (!session.advancedProtection && session.isActive) return;
  try {
    readReply(await transport.post(buildZones(session.serviceUrl, 'private', null), signal));
  } catch (error) {
    throw error instanceof TransferError ? explainRefusal(error, session) : error;
  }
}

/**
 * Explains why Apple refuses a whole account. There are three reasons: too many calls, locked data, or an inactive
 * photo service. Source: docs/icloud-photos.md 1.2, 1.7.
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

/**
 * Returns the error that keeps the photos of two people apart.
 *
 * @param first the account that was read before; null where Apple does not say
 * @param now the account that is signed in; null where Apple does not say
 */
export const otherAccount = (first: string | null, now: string | null): TransferError =>
  new TransferError('icloud-other-account', 'another account is signed in', {
    service: 'icloud',
    facts: { ...(first !== null && { firstAccount: first }), ...(now !== null && { account: now }) },
  });
