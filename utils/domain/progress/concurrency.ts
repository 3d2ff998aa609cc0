/** The number of parallel transfers, and what earlier changes of it taught. */
export interface Concurrency {
  limit: number;
  /** Bytes or files per second before the last change; null: no change yet. */
  rateBefore: number | null;
  /** Samples to wait before the next change. */
  rest: number;
  /** `rest` after the next change that does not help. */
  restAfterLoss: number;
}

/** One measurement. */
export interface Sample {
  /** Bytes per second since the last sample. */
  rate: number;
  /** All permits were in use, and a transfer waited for one. */
  isSaturated: boolean;
  /** The service refused, was busy or could not be reached. */
  hadTrouble: boolean;
}

/** Range of the number. */
export interface Bounds {
  min: number;
  max: number;
}

/** Growth that is more than noise. */
const MIN_GROWTH = 1.05;
/**
 * Samples to wait after a change that did not help, doubled after each further one. A trial has a cost: the transfers that
 * it started continue beside the others.
 */
const REST_AFTER_LOSS = 15;
/** 240 samples, which are four minutes: a connection that changes gets another trial. */
const MAX_REST = 16 * REST_AFTER_LOSS;
/** Samples to wait after trouble, when the number has been halved. */
const REST_AFTER_TROUBLE = 5;

/** Starts with a number of transfers. @param rest samples before the first change */
export const startConcurrency = (limit: number, rest = 0): Concurrency => ({
  limit,
  rateBefore: null,
  rest,
  restAfterLoss: REST_AFTER_LOSS,
});

/**
 * Returns the next state: one transfer more while that speeds things up, one less when it did not, half when a service has
 * trouble. Without waiting transfers the number stays, because more permits would change nothing.
 */
export function adjust(state: Concurrency, sample: Sample, { min, max }: Bounds): Concurrency {
  const within = (limit: number): number => Math.min(max, Math.max(min, limit));
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

/** Share of the link and of the computer that the user grants. */
export type Speed = 'polite' | 'normal' | 'fast';

/** Parallel transfers in each direction. Source: Jottacloud's own program sends six, rclone four (docs/jottacloud.md 3.8). */
export const speedBounds: Record<Speed, Bounds> = {
  polite: { min: 1, max: 2 },
  normal: { min: 1, max: 10 },
  fast: { min: 2, max: 20 },
};

/** Parses a stored speed; the default for an invalid value. */
export const parseSpeed = (value: unknown): Speed =>
  value === 'polite' || value === 'fast' ? value : 'normal';
