import { retryTable } from '../../domain/retry/retry-table.ts';
import { TransferError } from '../../errors.ts';
import { askPart, type PartTools } from '../flow/ask-part.ts';
import { MAX_ICLOUD_CALLS } from '../flow/backoff.ts';
import type { Outcome } from '../flow/call-retry.ts';

/** Passes over one list that changes while it is read, or whose count differs. Source: docs/icloud-photos.md 3.4. */
export const MAX_PASSES = 3;

/** Answers in a row without a new photo, after which a list counts as endless. */
const MAX_ANSWERS_WITHOUT_NEWS = 3;

/** Unreadable ranks in a row after which the whole list counts as unreadable. */
const MAX_UNREAD_IN_A_ROW = 3;

/** Answers of one list that are requested together at first. The number doubles while they fit together. */
const FIRST_TOGETHER = 4;

/** One answer of a list. */
export interface ListAnswer {
  /** Ranks that it covers. */
  rankCount: number;
  /** Record names at those ranks. */
  names: readonly string[];
  /** Apple says that there is more; counts can be too low by a few. */
  isFull: boolean;
  /** State of the library when the answer was made. */
  syncToken: string | null;
}

/** Position of an answer in its list. */
export interface AnswerPosition {
  /** It ends a pass; the next pass begins at rank 0. */
  isAtEnd: boolean;
  /** Rank behind it. */
  rank: number;
  /** Number of ranks before it that show nothing. */
  skippedRanks: number;
  /** Those of them at which Apple fails. */
  unreadRanks: number[];
  passToken: string | null;
  /** All answers of the pass so far show one state of the library, that of `passToken`. */
  isSteady: boolean;
}

/** A list that is read by rank. */
export interface RankedList<Answer extends ListAnswer> {
  /** Rank to begin at, as far as an earlier process has read. */
  rank: number;
  passToken: string | null;
  /** What `AnswerPosition` said of the answers up to there. */
  isSteady?: boolean;
  /** Apple's count; null if unknown. */
  appleCount: number | null;
  /** Resolves once `appleCount` is known, if it is requested beside the list. */
  counted?: Promise<void>;
  /** Ranks of a full answer. */
  fullAnswer: number;
  /** Ranks to skip, in this order, where an answer is empty although more is due. */
  jumps: readonly number[];
  /** @param limit number of ranks to read; undefined: as many as Apple gives */
  read(rank: number, limit: number | undefined): Promise<Answer>;
  /** Enters one answer. @returns true to stop reading */
  save(answer: Answer, position: AnswerPosition): Promise<boolean>;
}

/** An answer, and the ranks that were skipped before it. */
interface FoundAnswer<Answer> {
  answer: Answer;
  skippedRanks: number;
  unreadRanks: number[];
}

/**
 * Reads a list to its end. The next answers are requested while one is stored.
 *
 * - After an answer that is not full, the ranks up to the next requested answer are requested too.
 * - An empty answer is the end only if Apple's count is reached. Otherwise it is requested again, then a few ranks further.
 * - An answer that is not full is the end only if it reaches just Apple's count. Beyond a count that is too low, an empty one
 *   has to follow.
 * - If Apple fails to give an answer, smaller ones are requested, down to the one rank that is unreadable.
 * - A change of the library may move a photo from the ranks of a later answer into those of an earlier one. Answers arrive
 *   in any order, so the state of each of them is compared.
 *
 * @throws {TransferError} if a person has to act, or if the list cannot be read
 */
export async function readRankedList<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  { ...tools }: PartTools,
  signal: AbortSignal,
): Promise<void> {
  const ask: Ask<Answer> = (from, limit) => askPart(tools, signal, () => list.read(from, limit));
  const ahead = createReadAhead(list, ask);
  const around = createReadAround(list, tools, signal);
  let isEndless = createEndlessCheck(list);
  const readAt = async (from: number, askFull: Ask<Answer>): Promise<FoundAnswer<Answer>> => {
    const full = around.isBad(from) ? null : await askFull(from);
    return full && 'answer' in full ? withoutGap(full.answer) : around.read(from);
  };
  /** Reads the answer at a rank, and believes an empty one only after further requests. */
  const readConfirmed = async (from: number): Promise<FoundAnswer<Answer>> => {
    let found = await readAt(from, ahead.take);
    await list.counted;
    const isDue = (): boolean => list.appleCount === null || from < list.appleCount;
    const isEmpty = ({ answer, skippedRanks }: FoundAnswer<Answer>): boolean =>
      answer.rankCount === 0 && skippedRanks === 0 && isDue();
    for (let empty = 1; isEmpty(found) && empty < retryTable.emptyAnswer.maxTries; empty += 1) {
      await tools.clock.sleep(retryTable.emptyAnswer.waitMs, signal);
      signal.throwIfAborted();
      found = await readAt(from, ask);
    }
    return isEmpty(found) ? ((await readFurther(from, list.jumps, ask)) ?? found) : found;
  };

  let { rank, passToken, isSteady = false } = list;
  for (;;) {
    const { answer, skippedRanks, unreadRanks } = await readConfirmed(rank);
    // A list that answers again gets the usual number of tries.
    tools.isBrief = false;
    if (rank === 0) passToken = answer.syncToken;
    isSteady = (rank === 0 || isSteady) && answer.syncToken === passToken;
    rank += skippedRanks + answer.rankCount;
    const isAtEnd = answer.rankCount === 0 || (!answer.isFull && rank === list.appleCount);
    if (!isAtEnd && !around.isBad(rank)) ahead.begin(rank);
    if (isEndless(answer, rank))
      throw new TransferError('bad-response', `a list without end: nothing new before rank ${rank}`, {
        service: 'icloud',
      });
    if (await list.save(answer, { isAtEnd, rank, skippedRanks, unreadRanks, passToken, isSteady })) return;
    if (!isAtEnd) continue;
    rank = 0;
    isEndless = createEndlessCheck(list);
  }
}

/** Requests the answer at a rank. @param limit number of ranks; default: a full answer */
type Ask<Answer> = (from: number, limit?: number) => Promise<Outcome<Answer>>;

const withoutGap = <Answer>(answer: Answer): FoundAnswer<Answer> => ({
  answer,
  skippedRanks: 0,
  unreadRanks: [],
});

/** Skips ranks until an answer shows something. @returns null if none does */
async function readFurther<Answer extends ListAnswer>(
  from: number,
  jumps: readonly number[],
  ask: Ask<Answer>,
): Promise<FoundAnswer<Answer> | null> {
  for (const jump of jumps) {
    const further = await ask(from + jump);
    if ('answer' in further && further.answer.rankCount > 0)
      return { answer: further.answer, skippedRanks: jump, unreadRanks: [] };
  }
  return null;
}

/** Full answers, some of them requested in advance. */
interface ReadAhead<Answer> {
  /** Requests the answer at a rank and those that follow, as far as Apple counts. */
  begin(from: number): void;
  take(from: number): Promise<Outcome<Answer>>;
}

function createReadAhead<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  ask: Ask<Answer>,
): ReadAhead<Answer> {
  let requests: { from: number; outcome: Promise<Outcome<Answer>> }[] = [];
  let maxRequests = FIRST_TOGETHER / 2;
  const request = (from: number, limit?: number) => {
    const outcome = ask(from, limit);
    // An answer that is discarded must not cause an unhandled rejection.
    outcome.catch(() => undefined);
    return { from, outcome };
  };
  const begin = (from: number): void => {
    const next = requests[0]?.from;
    const isAsExpected = next === undefined || next === from;
    const gap = next === undefined ? 0 : next - from;
    if (isAsExpected) maxRequests = Math.min(2 * maxRequests, MAX_ICLOUD_CALLS);
    // After an answer that was not full, the next may not be full either. Fewer requests waste less then.
    else maxRequests = Math.max(2, Math.floor(maxRequests / 2));
    if (gap > 0 && gap < list.fullAnswer) requests.unshift(request(from, gap));
    else if (!isAsExpected) requests = [];
    if (requests.length === 0) requests.push(request(from));
    while (requests.length < maxRequests) {
      const at = (requests.at(-1)?.from ?? from) + list.fullAnswer;
      // Behind a last answer that is full, an empty one has to follow.
      if (list.appleCount === null || at > list.appleCount) break;
      requests.push(request(at));
    }
  };
  return {
    begin,
    take(from) {
      if (requests[0]?.from !== from) begin(from);
      const first = requests.shift();
      return first ? first.outcome : ask(from);
    },
  };
}

/** Reads around ranks that Apple fails to show. */
interface ReadAround<Answer> {
  /** Whether a full answer from this rank would contain an unreadable rank. */
  isBad(from: number): boolean;
  /** Reads the next answer from a rank whose full answer fails. */
  read(from: number): Promise<FoundAnswer<Answer>>;
}

function createReadAround<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  tools: PartTools,
  signal: AbortSignal,
): ReadAround<Answer> {
  /** An unreadable rank lies before this one. */
  let badUntil = 0;
  const ask = (from: number, limit?: number): Promise<Outcome<Answer>> =>
    askPart(tools, signal, () => list.read(from, limit), retryTable.smallerAnswer.maxTries);
  /** Fails early, before many calls with smaller answers. @throws {TransferError} if none of the next ranks can be read */
  const assertReadable = async (from: number): Promise<void> => {
    for (let at = from; ; at += 1) {
      const one = await ask(at, 1);
      if ('answer' in one) return;
      if (at - from + 1 >= MAX_UNREAD_IN_A_ROW) throw one.error;
    }
  };
  return {
    isBad: (from) => from < badUntil,
    async read(from) {
      const unreadRanks: number[] = [];
      if (from >= badUntil) await assertReadable(from);
      for (let at = from; ;) {
        if (at >= badUntil) badUntil = at + list.fullAnswer;
        const size = Math.max(1, Math.floor((badUntil - at) / 2));
        const part = await ask(at, size);
        if ('answer' in part) return { answer: part.answer, skippedRanks: unreadRanks.length, unreadRanks };
        if (size > 1) {
          badUntil = at + size;
          continue;
        }
        unreadRanks.push(at);
        if (unreadRanks.length >= MAX_UNREAD_IN_A_ROW) throw part.error;
        at += 1;
        badUntil = at;
        const behind = await ask(at);
        if ('answer' in behind)
          return { answer: behind.answer, skippedRanks: unreadRanks.length, unreadRanks };
      }
    },
  };
}

/** Creates a check whether a list continues beyond Apple's count without showing anything new. */
function createEndlessCheck<Answer extends ListAnswer>(
  list: RankedList<Answer>,
): (answer: Answer, rank: number) => boolean {
  const shown = new Set<string>();
  let answersWithoutNews = 0;
  return ({ names, rankCount }, rank) => {
    if (rankCount === 0 || rank <= (list.appleCount ?? 0)) return false;
    const before = shown.size;
    for (const name of names) shown.add(name);
    answersWithoutNews = shown.size === before ? answersWithoutNews + 1 : 0;
    return answersWithoutNews >= MAX_ANSWERS_WITHOUT_NEWS;
  };
}
