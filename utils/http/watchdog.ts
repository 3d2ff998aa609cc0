/** Notices that nothing comes any more. */
export interface Watchdog {
  /** Something came, or is waited for from now on. */
  wait(): void;
  /** Nothing is waited for just now. */
  rest(): void;
  end(): void;
}

/**
 * One timer that is set again when it goes off: one for each piece of a body costs as much as reading the piece.
 *
 * @param expire called once, when `wait` was said and then nothing for so long
 */
export function createWatchdog(idleMs: number, expire: () => void): Watchdog {
  let until = Infinity;
  const look = (): void => {
    const left = Math.min(until - performance.now(), idleMs);
    if (left > 0) timer = setTimeout(look, left);
    else expire();
  };
  let timer = setTimeout(look, idleMs);
  return {
    wait: () => void (until = performance.now() + idleMs),
    rest: () => void (until = Infinity),
    end: () => clearTimeout(timer),
  };
}
