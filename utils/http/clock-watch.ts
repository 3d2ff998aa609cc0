import type { Fetch } from './send.ts';

/** A clock that goes wrong by more than this is worth a word: sign-ins and certificates begin to fail by it. */
const WRONG_BY_MS = 15 * 60_000;

/** Holds the computer's clock against the `Date` of what services answer. */
export interface ClockWatch {
  /** The given `fetch`, with a look at each answer. */
  fetch: Fetch;
  /** The latest answer that told its time was off by a quarter of an hour or more. */
  isWrong(): boolean;
}

export function createClockWatch(fetch: Fetch, now: () => number): ClockWatch {
  let isWrong = false;
  return {
    async fetch(url, init) {
      const response = await fetch(url, init);
      const theirs = Date.parse(response.headers.get('Date') ?? '');
      if (Number.isFinite(theirs)) isWrong = Math.abs(now() - theirs) > WRONG_BY_MS;
      return response;
    },
    isWrong: () => isWrong,
  };
}
