import type { LogOwner } from '../../../utils/domain/account/logs.ts';
import { type ErrorCode, TransferError } from '../../../utils/errors.ts';
import { checkReadable, readAccount } from '../../../utils/icloud/session/open-session.ts';
import type { IcloudTransport } from '../../../utils/icloud/transport.ts';
import type { IcloudAccount, SessionState } from '../../../utils/domain/run/snapshot.ts';
import { postThroughTab } from './tab-transport.ts';

const never = new AbortController().signal;
const opensNone = (): Promise<boolean> => Promise.resolve(false);

/** A transport through open pages at icloud.com. It opens none. */
const openTabs: IcloudTransport = { post: (call) => postThroughTab(call, opensNone) };

/** The same for calls that give way to all others, such as those for small pictures. */
export const spareCalls: IcloudTransport = { post: (call) => postThroughTab(call, opensNone, 'spare') };

/** Who is signed in at iCloud. `owner` has the account's number, which stays in the background; null if unknown. */
type SignedIn = IcloudAccount & { owner: LogOwner | null };

const nobody = (session: SessionState): SignedIn => ({ session, account: null, name: null, owner: null });

/**
 * Asks an open page who is signed in and whether photos are readable. Names the account even if they are not, for instance
 * before the approval of Advanced Data Protection.
 */
export async function readSignedIn(): Promise<SignedIn> {
  try {
    const found = await readAccount(openTabs, never);
    const session = await checkReadable(found, openTabs, never).then(() => 'signed-in' as const, sessionOf);
    // A session that the photo service refuses has ended.
    if (session === 'signed-out') return nobody(session);
    const { accountNumber, account, name } = found;
    return { session, account, name, owner: { accountNumber, account, name } };
  } catch (error) {
    return nobody(sessionOf(error));
  }
}

const SIGNED_OUT: ReadonlySet<ErrorCode> = new Set([
  'icloud-signed-out',
  'icloud-code-wanted',
  'icloud-terms',
  'icloud-repair',
]);

function sessionOf(error: unknown): SessionState {
  if (!(error instanceof TransferError)) return 'unknown';
  if (SIGNED_OUT.has(error.code)) return 'signed-out';
  if (error.code === 'icloud-locked') return 'locked';
  return error.code === 'icloud-approval' ? 'approval' : 'unknown';
}
