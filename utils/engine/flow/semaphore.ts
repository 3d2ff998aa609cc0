/** A number of permits, granted in the order of the requests. */
export interface Semaphore {
  /**
   * Acquires permits. Call the returned function to release them; a second call has no effect.
   *
   * @param amount if it exceeds the capacity, the request waits until all permits are free and takes them all
   * @throws {RangeError} for NaN or a negative amount, which would block all requests behind it
   */
  acquire(amount: number, signal: AbortSignal): Promise<() => void>;
  readonly used: number;
  /** Number of waiting requests. */
  readonly waiting: number;
  /** Changes the capacity. Permits in use stay in use. */
  resize(capacity: number): void;
}

/** A request that waits for permits. */
interface Request {
  amount: number;
  grant(): void;
}

/** Creates a semaphore with all permits free. */
export function createSemaphore(initialCapacity: number): Semaphore {
  let capacity = initialCapacity;
  let free = capacity;
  const queue: Request[] = [];
  const serve = (): void => {
    while (queue[0] && queue[0].amount <= free) queue.shift()?.grant();
  };
  const take = (amount: number): (() => void) => {
    free -= amount;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      free += amount;
      serve();
    };
  };
  return {
    get used() {
      return capacity - free;
    },
    get waiting() {
      return queue.length;
    },
    resize(next) {
      free += next - capacity;
      capacity = next;
      serve();
    },
    acquire(wanted, signal) {
      if (!(wanted >= 0))
        return Promise.reject(new RangeError(`expected an amount of at least 0, received ${wanted}`));
      // A limit that shrinks meanwhile never falls below 1, so a request for one permit is always granted.
      const amount = Math.min(wanted, capacity);
      return new Promise((resolve, reject) => {
        const request: Request = {
          amount,
          grant() {
            signal.removeEventListener('abort', giveUp);
            resolve(take(amount));
          },
        };
        const giveUp = (): void => {
          queue.splice(queue.indexOf(request), 1);
          reject(abortReason(signal));
          serve();
        };
        if (signal.aborted) return reject(abortReason(signal));
        signal.addEventListener('abort', giveUp, { once: true });
        queue.push(request);
        serve();
      });
    },
  };
}

const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
