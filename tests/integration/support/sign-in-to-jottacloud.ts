import { renewSignIn, type Renewal } from '../../../utils/checks/jottacloud/renew-sign-in.ts';
import type { Fetch } from '../../../utils/http/send.ts';
import { createGetToken } from '../../../utils/jottacloud/sign-in/get-token.ts';
import {
  createTokenKeeper,
  type RunExclusively,
  type SignIn,
} from '../../../utils/jottacloud/sign-in/token-keeper.ts';
import type { GetToken } from '../../../utils/jottacloud/sign-in/authorized-call.ts';
import type { EpochMs } from '../../../utils/units.ts';

/** State of the background, which outlives every engine. */
export interface Background {
  tokens: GetToken;
  /** Pastes another token on the options page. */
  connect(pasted: string): Promise<void>;
  /** Renews the sign-in at once. */
  renewSignIn(): Promise<Renewal>;
  /** The stored sign-in. */
  readonly signIn: SignIn | null;
}

/** Spends a pasted token with the real keeper, whose storage is a variable. */
export async function signInToJottacloud(
  fetch: Fetch,
  now: () => EpochMs,
  pasted: string,
): Promise<Background> {
  let signIn: SignIn | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const exclusively: RunExclusively = (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
  const write = async (changed: SignIn | null): Promise<void> => void (signIn = changed);
  const keeper = createTokenKeeper(fetch, { read: async () => signIn, write }, exclusively, now);
  const tokens = createGetToken(fetch, keeper);
  const connect = async (token: string): Promise<void> => {
    await keeper.signIn(token);
    await tokens(0, null);
  };
  await connect(pasted);
  return {
    connect,
    tokens,
    renewSignIn: () => renewSignIn(keeper),
    get signIn() {
      return signIn;
    },
  };
}
