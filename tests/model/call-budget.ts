/** How many more calls the product may make: each call to a service and each step of its log costs one. */
export interface CallBudget {
  /** Grants further calls; Infinity lifts the limit. */
  grant(calls: number): void;
  /** Ends with the first call that says this, which is not let through. */
  stopAt(text: string | null): void;
  /** Stops everything, whatever budget is left. */
  freeze(): void;
  readonly isSpent: boolean;
  /** Waits for its turn. @param what the call says @throws AbortError */
  pass(what: () => string, signal?: AbortSignal): Promise<void>;
}

interface Waiting {
  go(): void;
  what: () => string;
}

/** The budget starts at zero. */
export function createCallBudget(): CallBudget {
  let left = 0;
  let stop: string | null = null;
  let waiting: Waiting[] = [];
  const mayGo = (what: () => string): boolean => {
    if (left > 0 && stop !== null && what().includes(stop)) [left, stop] = [0, null];
    if (left <= 0) return false;
    left -= 1;
    return true;
  };
  return {
    grant(calls) {
      left = calls;
      for (let next = waiting[0]; next && mayGo(next.what); next = waiting[0]) {
        waiting.shift();
        next.go();
      }
    },
    stopAt: (text) => void (stop = text),
    freeze: () => void (left = 0),
    get isSpent() {
      return left <= 0;
    },
    pass: (what, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
        if (mayGo(what)) return resolve();
        const entry = { go: resolve, what };
        waiting.push(entry);
        signal?.addEventListener(
          'abort',
          () => {
            waiting = waiting.filter((other) => other !== entry);
            reject(new DOMException('aborted', 'AbortError'));
          },
          { once: true },
        );
      }),
  };
}
