import type { Fetch } from './send.ts';

/** A clock that is further off deserves a warning: sign-ins and certificates begin to fail. */
const MAX_CLOCK_SKEW_MS = 15 * 60_000;

/** Compares the computer's clock with the `Date` header of responses. */
export interface ClockWatch {
  /** Calls the given `fetch` and checks each response. */
  fetch: Fetch;
  /** The latest response with a `Date` was off by more than a quarter of an hour. */
  isWrong(): boolean;
}

/** Creates a watch. @param now milliseconds since 1970 by the computer's clock */
export function createClockWatch(fetch: Fetch, now: () => number): ClockWatch {
  let isWrong = false;
  return {
    async fetch(url, init) {
      const response = await fetch(url, init);
      const serverMs = Date.parse(response.headers.get('Date') ?? '');
      if (Number.isFinite(serverMs)) isWrong = Math.abs(now() - serverMs) > MAX_CLOCK_SKEW_MS;
      return response;
    },
    isWrong: () => isWrong,
  };
}
