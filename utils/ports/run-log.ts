import type { Run, Totals } from '../domain/run/run.ts';
import type { ErrorCode } from '../errors.ts';

/** Whose photos the log is of: Apple's number, and the account as its owner knows it again, where Apple has told it. */
export interface AccountOfLog {
  accountNumber: string;
  account: string | null;
}

/** The run, and whose photos and whose Jottacloud the log is of. */
export interface RunLog {
  readRun(): Promise<Run | null>;
  /** @param id the run that is meant. Rejects with an `AbortError` where that one was stopped, or is not the latest any more */
  changeRun(change: Partial<Omit<Run, 'id'>>, id?: number): Promise<Run>;
  readTotals(): Promise<Totals>;
  /** Makes a log in which nothing has moved that of an account. @returns the account that the log is of */
  claimAccount(account: AccountOfLog): Promise<AccountOfLog>;
  /**
   * Notes whose Jottacloud the files go to from now on.
   *
   * @returns true if they went to another one before
   */
  claimJottacloud(username: string): Promise<boolean>;
  /** Whether this account's Jottacloud refuses the field `conflict_handler`. */
  refusesHandler(): Promise<boolean>;
  saveRefusesHandler(): Promise<void>;
  /** Why files were given up: each reason once. */
  failedCodes(): Promise<ErrorCode[]>;
  /** Queues the files that were given up for these reasons. @returns how many */
  tryAgain(codes: readonly ErrorCode[]): Promise<number>;
}
