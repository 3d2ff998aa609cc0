import type { EpochMs } from '../../units.ts';
import type { Clock } from '../../ports/clock.ts';

/** How many calls may be made at once, and how many a minute after that. */
export interface BudgetSize {
  burst: number;
  perMinute: number;
}

/**
 * A token bucket: the bound that no loop of ours can pass, whatever it does. Used where a service may be asked again for
 * the same thing.
 */
export interface CallBudget {
  /** Waits for a token and takes it. @throws {DOMException} `AbortError` */
  take(signal: AbortSignal): Promise<void>;
  /** Gives a token back: the call counts for nothing. */
  refund(): void;
  /** Fills the bucket: a person asked for another try. */
  refill(): void;
}

export function createCallBudget(clock: Clock, { burst, perMinute }: BudgetSize): CallBudget {
  const msPerToken = 60_000 / perMinute;
  /** Below 0: so many are waiting, one behind the other. */
  let tokens = burst;
  let filledAt: EpochMs = clock.now();
  let refilled = new AbortController();
  const add = (count: number): void => void (tokens = Math.min(burst, tokens + count));
  const fill = (): void => {
    const now = clock.now();
    // Nothing is earned by a clock that was set back.
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
