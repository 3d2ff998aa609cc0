import type { EpochMs } from '../../units.ts';

/** Breaks within {@link WINDOW_MS} that make a connection shaky. */
const MIN_BREAKS = 4;
const WINDOW_MS = 5 * 60_000;

/**
 * Separates a connection that breaks repeatedly from one that is down. A break counts only if something succeeded since
 * the previous break.
 */
export interface ConnectionStability {
  recordSuccess(): void;
  recordBreak(): void;
  readonly isShaky: boolean;
}

/** Creates the record of a connection that has neither succeeded nor broken yet. */
export function createConnectionStability(now: () => EpochMs): ConnectionStability {
  let breaks: EpochMs[] = [];
  let isUp = false;
  return {
    recordSuccess() {
      isUp = true;
    },
    recordBreak() {
      if (!isUp) return;
      isUp = false;
      breaks = [...breaks, now()].slice(-MIN_BREAKS);
    },
    get isShaky() {
      return breaks.filter((at) => now() - at < WINDOW_MS).length >= MIN_BREAKS;
    },
  };
}
