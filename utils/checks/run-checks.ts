import { type ErrorCode, isAbort, remedyOf, toErrorRecord } from '../errors.ts';
import type { AccountFacts } from '../domain/account/account-facts.ts';
import type { CheckResult, CheckRow } from '../domain/check/check-row.ts';
import { type Check, NotAskedError } from './check.ts';

/** Surroundings of a run of checks. */
export interface CheckTools {
  /** Receives each row as soon as it exists. */
  onRow(row: CheckRow): void;
  /** Longest duration of one check, in milliseconds. */
  limitMs: number;
  /** Resolves after this many milliseconds, or rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Runs checks in order. A check that fails or takes too long gets a result of its own and never stops the next one.
 *
 * @returns the facts of all checks; later ones override earlier ones
 */
export async function runChecks<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  { onRow, limitMs, sleep }: CheckTools,
  signal: AbortSignal,
): Promise<AccountFacts> {
  const facts: AccountFacts = {};
  for (const check of checks) {
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    const limit = sleep(limitMs, both).then((): CheckResult => ({
      verdict: 'not-asked',
      answer: '',
      why: 'late',
    }));
    const result = await Promise.race([judged(check, context, both), limit]);
    over.abort();
    limit.catch(() => undefined);
    signal.throwIfAborted();
    if (result.verdict !== 'not-asked') Object.assign(facts, result.facts);
    onRow({ id: check.id, side: check.side, asked: check.asked, result });
  }
  return facts;
}

/** Codes for responses that arrived but could not be read. With any other code no usable response arrived. */
const STRANGE: ReadonlySet<ErrorCode> = new Set([
  'bad-response',
  'unexpected',
  'arrived-damaged',
  'md5-mismatch',
]);

async function judged<Context>(
  check: Check<Context>,
  context: Context,
  signal: AbortSignal,
): Promise<CheckResult> {
  try {
    return await check.run(context, signal);
  } catch (error) {
    if (error instanceof NotAskedError) return { verdict: 'not-asked', answer: '', why: error.why };
    if (isAbort(error)) return { verdict: 'not-asked', answer: '', why: 'late' };
    // Show only the code: the text of an error can hold words of a service.
    const { code } = toErrorRecord(error);
    if (STRANGE.has(code) || remedyOf(code) === 'nobody') return { verdict: 'not-understood', answer: code };
    return { verdict: 'not-asked', answer: code, why: 'unreached' };
  }
}
