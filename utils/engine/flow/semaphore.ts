/** A number of things that may be in use at once, given out in the order they were asked for. */
export interface Semaphore {
  /**
   * @param amount more than the whole waits until all are free and then takes all
   * @throws {RangeError} for what is no amount: it would wait for ever, and all behind it
   */
  acquire(amount: number, signal: AbortSignal): Promise<() => void>;
  readonly used: number;
  /** How many wait for a place. */
  readonly waiting: number;
  /** More or fewer of them from now on; what is in use stays so. */
  resize(capacity: number): void;
}

export function createSemaphore(first: number): Semaphore {
  let capacity = first;
  let free = capacity;
  const waiting: { amount: number; start: () => void }[] = [];
  const serve = (): void => {
    while (waiting[0] && waiting[0].amount <= free) waiting.shift()?.start();
  };
  return {
    get used() {
      return capacity - free;
    },
    get waiting() {
      return waiting.length;
    },
    resize(next) {
      free += next - capacity;
      capacity = next;
      serve();
    },
    acquire(wanted, signal) {
      if (!(wanted >= 0)) return Promise.reject(new RangeError(`no amount of slots: ${wanted}`));
      // All that there are, if it must be; a lane that shrinks meanwhile still has one.
      const amount = Math.min(wanted, capacity);
      return new Promise((resolve, reject) => {
        const entry = {
          amount,
          start: () => {
            signal.removeEventListener('abort', giveUp);
            free -= amount;
            let isHeld = true;
            resolve(() => {
              if (!isHeld) return;
              isHeld = false;
              free += amount;
              serve();
            });
          },
        };
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(abortReason(signal));
          serve();
        };
        if (signal.aborted) return reject(abortReason(signal));
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(entry);
        serve();
      });
    },
  };
}

const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
