/** The number of parallel transfers, and what earlier changes of it taught. */
export interface Concurrency {
  limit: number;
  /** The number before the last change, and its bytes, files or answers per second; null: no change yet. */
  before: { limit: number; rate: number } | null;
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

/** Range of the number, and how it grows. */
export interface Growth extends Bounds {
  /** Size of the first growth; each that helped is followed by one twice as large. Absent: all are by one. */
  firstStep?: number;
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
  before: null,
  rest,
  restAfterLoss: REST_AFTER_LOSS,
});

/**
 * Returns the next state: more transfers while that speeds things up, as few as before when it did not, half when a service
 * has trouble. Without waiting transfers the number stays, because more permits would change nothing.
 */
export function adjust(state: Concurrency, sample: Sample, { min, max, firstStep }: Growth): Concurrency {
  const within = (limit: number): number => Math.min(max, Math.max(min, limit));
  if (sample.hadTrouble) return startConcurrency(within(Math.floor(state.limit / 2)), REST_AFTER_TROUBLE);
  if (state.limit !== within(state.limit)) return { ...state, limit: within(state.limit), before: null };
  if (!sample.isSaturated) return { ...state, before: null };
  const { before } = state;
  if (before !== null && sample.rate < before.rate * MIN_GROWTH)
    return {
      limit: within(before.limit),
      before: null,
      rest: state.restAfterLoss,
      restAfterLoss: Math.min(2 * state.restAfterLoss, MAX_REST),
    };
  if (state.rest > 0) return { ...state, before: null, rest: state.rest - 1 };
  const nextStep = before === null ? firstStep : firstStep && 2 * (state.limit - before.limit);
  const limit = within(state.limit + (nextStep ?? 1));
  const restAfterLoss = before === null ? state.restAfterLoss : REST_AFTER_LOSS;
  const grown = limit === state.limit ? null : { limit: state.limit, rate: sample.rate };
  return { limit, before: grown, rest: 0, restAfterLoss };
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
