import type { CheckId, CheckResult, CheckSide, NotAskedReason } from '../domain/check/check-row.ts';

/** One small question to a service. */
export interface Check<Context> {
  id: CheckId;
  side: CheckSide;
  /** Shape of the request, e.g. `records/lookup of 1, 100 and 200 names`. */
  asked: string;
  /** Asks and judges the answer. Errors that it throws become a result too. */
  run(context: Context, signal: AbortSignal): Promise<CheckResult>;
}

/** Thrown by a check that cannot ask, e.g. because an earlier one found nothing. */
export class NotAskedError extends Error {
  override readonly name = 'NotAskedError';
  readonly why: NotAskedReason;

  constructor(why: NotAskedReason) {
    super(why);
    this.why = why;
  }
}
