import { TransferError } from '../errors.ts';

/** Remembers what is known about an account's service across restarts of the engine. */
export interface ConflictMemory {
  refusesHandler(): Promise<boolean>;
  saveRefusesHandler(): Promise<void>;
}

/** One allocate request, in both forms. */
interface Allocate<T> {
  withHandler(): Promise<T>;
  /** Overwrites the file at the path. */
  withoutHandler(): Promise<T>;
  /** Checks the path. @throws {TransferError} `name-taken` if a file is there that must not be overwritten */
  assertFree(): Promise<void>;
}

/**
 * Sends `conflict_handler`, and retries once without it after a 400 that may concern that field: few clients send
 * it.
 *
 * Without it Jottacloud overwrites, so we check each path first. Once a service has accepted the field, its 400
 * concerns the name. Source: docs/jottacloud.md 3.5. Assumption S11.
 */
export function createConflictHandling(
  memory: ConflictMemory,
): <T>(account: string, ask: Allocate<T>) => Promise<T> {
  let known: { account: string; service: 'unsure' | 'accepts' | 'refuses' } | null = null;

  return async (account, { withHandler, withoutHandler, assertFree }) => {
    if (known?.account !== account)
      known = { account, service: (await memory.refusesHandler()) ? 'refuses' : 'unsure' };
    const state = known;
    const guarded = async () => {
      await assertFree();
      return withoutHandler();
    };
    if (state.service === 'refuses') return guarded();
    try {
      const answer = await withHandler();
      state.service = 'accepts';
      return answer;
    } catch (error) {
      const code = error instanceof TransferError ? error.code : null;
      if (code === 'name-taken') state.service = 'accepts';
      if (code !== 'name-refused' || state.service === 'accepts') throw error;
    }
    const answer = await guarded();
    if (state.service === 'unsure') await memory.saveRefusesHandler();
    state.service = 'refuses';
    return answer;
  };
}
