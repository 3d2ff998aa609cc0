import type { EpochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** Calls allowed at once, and calls a minute after that. */
export interface BudgetSize {
  burst: number;
  perMinute: number;
}

/** Token bucket that limits repeated calls to a service, so that even a faulty loop of ours cannot flood it. */
export interface CallBudget {
  /** Takes a token, and waits for one if there is none. @throws {DOMException} `AbortError` */
  take(signal: AbortSignal): Promise<void>;
  /** Returns a token, so that the call does not count. */
  refund(): void;
  /** Fills the bucket, because a person asked for another try. */
  refill(): void;
}

/** Creates a full bucket. */
export function createCallBudget(clock: Clock, { burst, perMinute }: BudgetSize): CallBudget {
  const msPerToken = 60_000 / perMinute;
  /** A negative number counts the callers in line. */
  let tokens = burst;
  let filledAt: EpochMs = clock.now();
  let refilled = new AbortController();
  const add = (count: number): void => void (tokens = Math.min(burst, tokens + count));
  const fill = (): void => {
    const now = clock.now();
    // A clock that was set back earns no tokens.
    add(Math.max(0, now - filledAt) / msPerToken);
    filledAt = now;
  };
  return {
    async take(signal) {
      signal.throwIfAborted();
      fill();
      tokens -= 1;
      if (tokens >= 0) return;
      await clock.sleep(-tokens * msPerToken, AbortSignal.any([signal, refilled.signal]));
      if (!signal.aborted) return;
      add(1);
      signal.throwIfAborted();
    },
    refund: () => add(1),
    refill() {
      tokens = burst;
      refilled.abort();
      refilled = new AbortController();
    },
  };
}
