import { TransferError } from '../errors.ts';

/** Keeps what is known of an account's service from one life of the engine to the next. */
export interface ConflictMemory {
  refusesHandler(): Promise<boolean>;
  saveRefusesHandler(): Promise<void>;
}

/** One allocate, in both forms. */
interface Allocate<T> {
  withHandler(): Promise<T>;
  /** Overwrites what is at the path. */
  withoutHandler(): Promise<T>;
  /** @throws {TransferError} `name-taken` if a file is at the path that must not be overwritten */
  look(): Promise<void>;
}

/**
 * Asks with `conflict_handler`, and once without it where a 400 may be about that field: few clients send it. Without
 * it Jottacloud overwrites, so each path is looked at first. A service that took the field once knows it, and its
 * 400 is about the name. Source: docs/jottacloud.md 3.5.
 */
export function createConflictHandling(
  memory: ConflictMemory,
): <T>(account: string, ask: Allocate<T>) => Promise<T> {
  let known: { account: string; service: 'unsure' | 'takes' | 'refuses' } | null = null;

  return async (account, { withHandler, withoutHandler, look }) => {
    if (known?.account !== account)
      known = { account, service: (await memory.refusesHandler()) ? 'refuses' : 'unsure' };
    const state = known;
    const guarded = async () => {
      await look();
      return withoutHandler();
    };
    if (state.service === 'refuses') return guarded();
    try {
      const answer = await withHandler();
      state.service = 'takes';
      return answer;
    } catch (error) {
      const code = error instanceof TransferError ? error.code : null;
      if (code === 'name-taken') state.service = 'takes';
      if (code !== 'name-refused' || state.service === 'takes') throw error;
    }
    const answer = await guarded();
    if (state.service === 'unsure') await memory.saveRefusesHandler();
    state.service = 'refuses';
    return answer;
  };
}
