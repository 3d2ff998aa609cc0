import type { EpochMs } from '../../units.ts';

/** So many breaks within the time make a connection shaky. */
const MANY_BREAKS = 4;
const WITHIN_MS = 5 * 60_000;

/**
 * Tells a connection that breaks again and again from one that is gone: a break counts only where something got
 * through since the break before.
 */
export interface Steadiness {
  reached(): void;
  broken(): void;
  readonly isShaky: boolean;
}

export function createSteadiness(now: () => EpochMs): Steadiness {
  let breaks: EpochMs[] = [];
  let isUp = false;
  return {
    reached() {
      isUp = true;
    },
    broken() {
      if (!isUp) return;
      isUp = false;
      breaks = [...breaks, now()].slice(-MANY_BREAKS);
    },
    get isShaky() {
      return breaks.filter((at) => now() - at < WITHIN_MS).length >= MANY_BREAKS;
    },
  };
}
