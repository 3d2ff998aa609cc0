import type { RunEvent } from '../domain/run/run-transition.ts';
import type { Run, RunFacts, Totals } from '../domain/run/run.ts';
import type { ErrorCode } from '../errors.ts';

/** The Apple account of the log: Apple's number, and its address or phone number, if Apple gave one. */
export interface AccountOfLog {
  accountNumber: string;
  account: string | null;
}

/** Facts that change without an event: nothing is decided by them. */
export type RunChange = Partial<
  Pick<
    RunFacts,
    | 'listing'
    | 'listedItems'
    | 'appleCount'
    | 'checkedFiles'
    | 'isInChina'
    | 'bytesUnderWay'
    | 'remarks'
    | 'hadSecondRound'
    | 'earlierCopy'
    | 'takesOver'
  >
>;

/** The run, and the Apple and Jottacloud accounts of the log. */
export interface RunLog {
  readRun(): Promise<Run | null>;
  /**
   * Changes facts of the latest run.
   *
   * @param id the expected run; rejects with an `AbortError` if it was stopped or is no longer the latest
   */
  changeRun(change: RunChange, id?: number): Promise<Run>;
  /** Applies an event to the latest run. @param id as above */
  moveRun(event: RunEvent, id?: number): Promise<Run>;
  readTotals(): Promise<Totals>;
  /** Claims the log for an account, unless files of another one were placed. @returns the account that owns the log */
  claimAccount(account: AccountOfLog): Promise<AccountOfLog>;
  /**
   * Saves the Jottacloud account that receives the files.
   *
   * @returns true if it was another one before
   */
  claimJottacloud(username: string): Promise<boolean>;
  /** Whether Jottacloud refuses the field `conflict_handler` for this account. */
  refusesHandler(): Promise<boolean>;
  saveRefusesHandler(): Promise<void>;
  /** Lists the reasons why files were given up, each once. */
  failedCodes(): Promise<ErrorCode[]>;
  /** Queues the files given up for these reasons again. @returns how many */
  tryAgain(codes: readonly ErrorCode[]): Promise<number>;
}
