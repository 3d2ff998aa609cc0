import { TransferError } from '../errors.ts';
import type { Clock } from './ports.ts';
import { type Gate, MOST_ICLOUD_CALLS } from './gate.ts';
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
 * Reads a list to its end, some answers ahead: the next ones are on their way while this one is entered. Where it was not
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
  /** What was asked for ahead. */
  let coming: { from: number; answer: Promise<Answer> }[] = [];
  let mostUnderWay = MOST_ICLOUD_CALLS;
  /** The answer at a rank; those that follow are on their way then, as far as Apple counts. */
  const take = (from: number): Promise<Answer> => {
    const isAsExpected = coming.length === 0 || coming[0]?.from === from;
    // After an answer that was not full another one is likely: less is thrown away then.
    mostUnderWay = isAsExpected ? Math.min(mostUnderWay + 1, MOST_ICLOUD_CALLS) : 2;
    if (!isAsExpected) coming = [];
    const first = coming.shift() ?? read(from);
    while (coming.length < mostUnderWay - 1) {
      const next = from + (coming.length + 1) * list.fullAnswer;
      if (list.appleCount === null || next >= list.appleCount) break;
      coming.push(read(next));
    }
    return first.answer;
  };

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
  let next = take(rank);
  for (;;) {
    const { answer, skippedRanks } = await settle(rank, await next);
    if (rank === 0) passToken = answer.syncToken;
    rank += skippedRanks + answer.rankCount;
    const isAtEnd =
      answer.rankCount === 0 || (!answer.isFull && list.appleCount !== null && rank >= list.appleCount);
    if (!isAtEnd) next = take(rank);
    if (rank > (list.appleCount ?? Infinity) * 2 + MOST_SURPLUS)
      throw new TransferError('bad-response', 'a list without end', { service: 'icloud' });
    const isDone = await list.enter(answer, { isAtEnd, rank, skippedRanks, passToken });
    if (isDone) return;
    if (!isAtEnd) continue;
    rank = 0;
    next = take(0);
  }
}
