import type { EpochMs } from '../units.ts';
import type { Gates } from './gate.ts';

/** Tries of one file that may fail while others get through. */
const MOST_STRIKES = 8;

/**
 * Tells trouble of a service from trouble of one file. A failure counts against a file only if some service has
 * answered well since its last failure: who is offline, or waits for a busy service, loses nothing by it.
 */
export interface Strikes {
  /** @returns true if the file alone is to blame by now */
  add(key: string, at: EpochMs): boolean;
  /** Bytes of the file that the far end holds: when they grow, its tries begin anew. */
  held(key: string, bytes: number): void;
  forget(key: string): void;
}

export function createStrikes(gates: Gates): Strikes {
  const files = new Map<string, { at: EpochMs; count: number }>();
  const heldBytes = new Map<string, number>();
  return {
    add(key, at) {
      const before = files.get(key);
      const hasOtherSuccess = Object.values(gates).some(
        ({ lastSuccessAt }) => lastSuccessAt !== null && before !== undefined && lastSuccessAt > before.at,
      );
      const count = (before?.count ?? 0) + Number(hasOtherSuccess);
      files.set(key, { at, count });
      return count >= MOST_STRIKES;
    },
    held(key, bytes) {
      if (bytes <= (heldBytes.get(key) ?? 0)) return;
      heldBytes.set(key, bytes);
      files.delete(key);
    },
    forget(key) {
      files.delete(key);
      heldBytes.delete(key);
    },
  };
}
