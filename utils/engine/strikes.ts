import type { Gates } from './gate.ts';

/** Tries of one file that may fail while others get through. */
const MOST_STRIKES = 8;

/**
 * Tells trouble of a service from trouble of one file. A failure counts against a file only if some service has
 * answered well since its last failure: who is offline, or waits for a busy service, loses nothing by it.
 */
export interface Strikes {
  /** @returns true if the file alone is to blame by now */
  add(key: string): boolean;
  /** Bytes of the file that the far end holds: when they grow, its tries begin anew. */
  held(key: string, bytes: number): void;
  forget(key: string): void;
}

export function createStrikes(gates: Gates): Strikes {
  const files = new Map<string, { successes: number; count: number }>();
  const heldBytes = new Map<string, number>();
  return {
    add(key) {
      const before = files.get(key);
      const successes = Object.values(gates).reduce((sum, gate) => sum + gate.successes, 0);
      const count = before ? before.count + Number(successes > before.successes) : 0;
      files.set(key, { successes, count });
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
