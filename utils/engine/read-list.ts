import { TransferError } from '../errors.ts';
import type { Clock } from './ports.ts';
import type { Gate } from './gate.ts';
import { patiently } from './patiently.ts';

/** Passes over one list that changed while it was read, or of which Apple counts another number. Source: docs/icloud-photos.md 3.4. */
export const MOST_PASSES = 3;

/** Photos beyond twice Apple's count after which a list is a mistake: it would never end. */
const MOST_SURPLUS = 2_000;

/** Answers without anything at one rank, one after the other, before it is believed that nothing is there: some pass. Source: docs/icloud-photos.md 3.4. */
const MOST_EMPTY = 3;

/** Wait between two of them. */
const EMPTY_WAIT_MS = 1_000;

/** One answer of a list, as far as its reading goes. */
export interface ListAnswer {
  /** Ranks that it covers. */
  rankCount: number;
  /** Apple says that there is more; counts can be too low by a few. */
  isFull: boolean;
  /** State of the library when it was made. */
  syncToken: string | null;
}

/** A list that is read by rank. */
export interface RankedList<Answer extends ListAnswer> {
  /** Where it begins: what an earlier life has read. */
  rank: number;
  passToken: string | null;
  /** Apple's count; null if it was not told. */
  appleCount: number | null;
  /** Ranks of a full answer. */
  fullAnswer: number;
  /** How many ranks further it is looked where nothing comes although more is due, one after the other. */
  jumps: readonly number[];
  read(rank: number, signal: AbortSignal): Promise<Answer>;
  /** Enters one answer. At the end of a pass `isAtEnd`, and the next one begins anew. @returns true where no more is wanted */
  enter(
    answer: Answer,
    place: { isAtEnd: boolean; rank: number; skippedRanks: number; passToken: string | null },
  ): Promise<boolean>;
}

/**
 * Reads a list to its end, one answer ahead: the next one is on its way while this one is entered. Where it was not
 * full, what came ahead of it is thrown away, so that no rank is left out. An answer without anything is the end only
 * where Apple's count is reached; else it is asked for again, and some ranks further.
 */
export async function readList<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  { gate, clock }: { gate: Gate; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  const read = (from: number): { from: number; answer: Promise<Answer> } => {
    const answer = patiently({ gate, clock }, signal, () => list.read(from, signal));
    // What was asked for ahead may never be wanted.
    answer.catch(() => undefined);
    return { from, answer };
  };
  const ahead = (from: number): { from: number; answer: Promise<Answer> } | null =>
    list.appleCount !== null && from < list.appleCount ? read(from) : null;

  const isDue = (from: number): boolean => list.appleCount === null || from < list.appleCount;
  /** The answer that counts for a rank, and the ranks before it that were left out. */
  const settle = async (from: number, first: Answer): Promise<{ answer: Answer; skippedRanks: number }> => {
    let answer = first;
    for (let empty = 1; answer.rankCount === 0 && isDue(from) && empty < MOST_EMPTY; empty += 1) {
      await clock.sleep(EMPTY_WAIT_MS, signal);
      signal.throwIfAborted();
      answer = await read(from).answer;
    }
    if (answer.rankCount === 0 && isDue(from))
      for (const jump of list.jumps) {
        const further = await read(from + jump).answer;
        if (further.rankCount > 0) return { answer: further, skippedRanks: jump };
      }
    return { answer, skippedRanks: 0 };
  };

  let { rank, passToken } = list;
  let next = read(rank);
  let afterNext = ahead(rank + list.fullAnswer);
  for (;;) {
    const { answer, skippedRanks } = await settle(rank, await next.answer);
    if (rank === 0) passToken = answer.syncToken;
    rank += skippedRanks + answer.rankCount;
    const isAtEnd =
      answer.rankCount === 0 || (!answer.isFull && list.appleCount !== null && rank >= list.appleCount);
    if (!isAtEnd) {
      next = afterNext?.from === rank ? afterNext : read(rank);
      afterNext = ahead(rank + list.fullAnswer);
    }
    if (rank > (list.appleCount ?? Infinity) * 2 + MOST_SURPLUS)
      throw new TransferError('bad-response', 'a list without end', { service: 'icloud' });
    const isDone = await list.enter(answer, { isAtEnd, rank, skippedRanks, passToken });
    if (isDone) return;
    if (!isAtEnd) continue;
    rank = 0;
    next = read(0);
    afterNext = null;
  }
}
