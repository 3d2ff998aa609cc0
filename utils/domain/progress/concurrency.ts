/** How many transfers may run at once, and what was learned from trying other numbers. */
export interface Concurrency {
  limit: number;
  /** Bytes or files a second before the last change; null when nothing was changed yet. */
  rateBefore: number | null;
  /** Looks that are still to pass before another number is tried. */
  rest: number;
  /** The next rest after a number that was no better. */
  restAfterLoss: number;
}

/** What one look sees. */
export interface Sample {
  /** Bytes a second since the last look. */
  rate: number;
  /** All places were taken, and somebody waited for one. */
  isSaturated: boolean;
  /** The service refused, was busy or was out of reach. */
  hadTrouble: boolean;
}

/** Between what the number stays. */
export interface Bounds {
  least: number;
  most: number;
}

/** Growth that is more than noise. */
const MIN_GROWTH = 1.05;
/**
 * Looks to wait after a number that was no better, twice as many after each further one: a try costs something, for
 * what it has begun goes on beside the others.
 */
const REST_AFTER_LOSS = 15;
const MAX_REST = 16 * REST_AFTER_LOSS;
const REST_AFTER_TROUBLE = 5;

/** @param rest looks before the first try */
export const startConcurrency = (limit: number, rest = 0): Concurrency => ({
  limit,
  rateBefore: null,
  rest,
  restAfterLoss: REST_AFTER_LOSS,
});

/**
 * The next number: one more while that moves more, one less when it did not, half when a service has had enough. Where
 * nobody waits for a place, more places would change nothing.
 */
export function adjust(state: Concurrency, sample: Sample, { least, most }: Bounds): Concurrency {
  const within = (limit: number): number => Math.min(most, Math.max(least, limit));
  if (sample.hadTrouble) return startConcurrency(within(Math.floor(state.limit / 2)), REST_AFTER_TROUBLE);
  if (state.limit !== within(state.limit)) return { ...state, limit: within(state.limit), rateBefore: null };
  if (!sample.isSaturated) return { ...state, rateBefore: null };
  if (state.rateBefore !== null && sample.rate < state.rateBefore * MIN_GROWTH)
    return {
      limit: within(state.limit - 1),
      rateBefore: null,
      rest: state.restAfterLoss,
      restAfterLoss: Math.min(2 * state.restAfterLoss, MAX_REST),
    };
  if (state.rest > 0) return { ...state, rateBefore: null, rest: state.rest - 1 };
  const limit = within(state.limit + 1);
  const restAfterLoss = state.rateBefore === null ? state.restAfterLoss : REST_AFTER_LOSS;
  return { limit, rateBefore: limit === state.limit ? null : sample.rate, rest: 0, restAfterLoss };
}

/** How much of the link and of the computer the user gives us. */
export type Speed = 'polite' | 'normal' | 'fast';

/** Transfers at once in each direction. Source: Jottacloud's own program sends six, rclone four (docs/jottacloud.md 3.8). */
export const speedBounds: Record<Speed, Bounds> = {
  polite: { least: 1, most: 2 },
  normal: { least: 1, most: 10 },
  fast: { least: 2, most: 20 },
};

/** What was stored, or the usual in place of what makes no sense. */
export const parseSpeed = (value: unknown): Speed =>
  value === 'polite' || value === 'fast' ? value : 'normal';
