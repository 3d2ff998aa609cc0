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

/** Asks an open page who is signed in and whether photos are readable. */
export async function readIcloudSession(): Promise<IcloudAccount> {
  try {
    const { account, name } = await readOpenSession(openTabs, never);
    return { session: 'signed-in', account, name };
  } catch (error) {
    return {
      session: error instanceof TransferError ? sessionOf(error.code) : 'unknown',
      account: null,
      name: null,
    };
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
