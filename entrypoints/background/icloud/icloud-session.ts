import type { LogOwner } from '../../../utils/domain/account/logs.ts';
import { type ErrorCode, TransferError } from '../../../utils/errors.ts';
import { readOpenSession } from '../../../utils/icloud/session/open-session.ts';
import type { IcloudTransport } from '../../../utils/icloud/transport.ts';
import type { IcloudAccount, SessionState } from '../../../utils/domain/run/snapshot.ts';
import { postThroughTab } from './tab-transport.ts';

const never = new AbortController().signal;

/** A transport through open pages at icloud.com. It opens none. */
const openTabs: IcloudTransport = { post: (call) => postThroughTab(call, false) };

/** The same for calls that give way to all others, such as those for small pictures. */
export const spareCalls: IcloudTransport = { post: (call) => postThroughTab(call, false, 'spare') };

/**
 * Asks an open page who is signed in and whether photos are readable. `owner` has the account's number, which stays in the
 * background; null if nobody is signed in, or unknown.
 */
export async function readSignedIn(): Promise<IcloudAccount & { owner: LogOwner | null }> {
  try {
    const { accountNumber, account, name } = await readOpenSession(openTabs, never);
    return { session: 'signed-in', account, name, owner: { accountNumber, account, name } };
  } catch (error) {
    const session = error instanceof TransferError ? sessionOf(error.code) : 'unknown';
    return { session, account: null, name: null, owner: null };
  }
}

function sessionOf(code: ErrorCode): SessionState {
  if (
    code === 'icloud-signed-out' ||
    code === 'icloud-code-wanted' ||
    code === 'icloud-terms' ||
    code === 'icloud-repair'
  )
    return 'signed-out';
  if (code === 'icloud-locked') return 'locked';
  return code === 'icloud-approval' ? 'approval' : 'unknown';
}
