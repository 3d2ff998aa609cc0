/** Notices that no more data arrives. */
export interface Watchdog {
  /** Data arrived, or is expected from now on. */
  wait(): void;
  /** No data is expected just now. */
  rest(): void;
  end(): void;
}

/**
 * Creates a watchdog with one timer that restarts when it fires. A timer per part of a body would cost as much as
 * reading the part.
 *
 * @param expire called once, when `wait` was called and nothing followed within `idleMs`
 */
export function createWatchdog(idleMs: number, expire: () => void): Watchdog {
  let until = Infinity;
  const check = (): void => {
    const left = Math.min(until - performance.now(), idleMs);
    if (left > 0) timer = setTimeout(check, left);
    else expire();
  };
  let timer = setTimeout(check, idleMs);
  return {
    wait: () => void (until = performance.now() + idleMs),
    rest: () => void (until = Infinity),
    end: () => clearTimeout(timer),
  };
}
