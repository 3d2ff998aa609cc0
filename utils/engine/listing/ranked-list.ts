import { TransferError } from '../../errors.ts';
import { askPart, type PartTools } from '../flow/ask-part.ts';
import { MAX_ICLOUD_CALLS } from '../flow/backoff.ts';
import type { Outcome } from '../flow/call-retry.ts';

/** Passes over one list that changed while it was read, or of which Apple counts another number. Source: docs/icloud-photos.md 3.4. */
export const MAX_PASSES = 3;

/** Answers in a row without a photo that is new, after which a list is a mistake: it would never end. */
const MAX_BARREN_ANSWERS = 3;

/** Answers without anything at one rank, one after the other, before it is believed that nothing is there: some pass. Source: docs/icloud-photos.md 3.4. */
const MAX_EMPTY = 3;

/** Wait between two of them. */
const EMPTY_WAIT_MS = 1_000;

/** Ranks in a row that Apple fails to show, after which the whole list is taken for unreadable. */
const MAX_UNREAD_IN_A_ROW = 3;
/** Tries of a smaller answer, and of a full one behind a place that could not be read. */
const FEW_TRIES = 2;

/** One answer of a list, as far as its reading goes. */
export interface ListAnswer {
  /** Ranks that it covers. */
  rankCount: number;
  /** Names of what is at those ranks. */
  names: readonly string[];
  /** Apple says that there is more; counts can be too low by a few. */
  isFull: boolean;
  /** State of the library when it was made. */
  syncToken: string | null;
}

/** Where an answer stands in its list. */
export interface AnswerPlace {
  /** It ends a pass: the next one begins from rank 0. */
  isAtEnd: boolean;
  /** Rank behind it. */
  rank: number;
  /** Ranks before it that show nothing. */
  skippedRanks: number;
  /** Those of them at which Apple fails. */
  unreadRanks: number[];
  passToken: string | null;
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
  /** @param most ranks that are wanted; undefined: as many as Apple gives */
  read(rank: number, most: number | undefined): Promise<Answer>;
  /** Enters one answer. @returns true where no more is wanted */
  enter(answer: Answer, place: AnswerPlace): Promise<boolean>;
}

/** An answer with the ranks before it that were left out. */
interface Settled<Answer> {
  answer: Answer;
  skippedRanks: number;
  unreadRanks: number[];
}

/**
 * Reads a list to its end, some answers ahead: the next ones are on their way while this one is entered. Where it was not
 * full, what came ahead of it is thrown away, so that no rank is left out. An answer without anything is the end only
 * where Apple's count is reached; else it is asked for again, and some ranks further. Around an answer that Apple fails to
 * give, smaller ones are asked for, down to the one rank that cannot be read.
 *
 * @throws {TransferError} what needs a person, and the error of a list that cannot be read
 */
export async function readRankedList<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  { ...tools }: PartTools,
  signal: AbortSignal,
): Promise<void> {
  const ask = (from: number): Promise<Outcome<Answer>> =>
    askPart(tools, signal, () => list.read(from, undefined));
  const ahead = createReadAhead(list, ask);
  const around = createReadAround(list, tools, signal);
  let isEndless = createEndlessCheck(list);
  const isDue = (from: number): boolean => list.appleCount === null || from < list.appleCount;
  const answerAt = async (from: number, take: typeof ask): Promise<Settled<Answer>> => {
    const full = around.isBad(from) ? null : await take(from);
    return full && 'answer' in full
      ? { answer: full.answer, skippedRanks: 0, unreadRanks: [] }
      : around.read(from);
  };
  /** The same where it shows something, or nothing again and again. */
  const settled = async (from: number): Promise<Settled<Answer>> => {
    let found = await answerAt(from, ahead.take);
    const isEmpty = ({ answer, skippedRanks }: Settled<Answer>): boolean =>
      answer.rankCount === 0 && skippedRanks === 0 && isDue(from);
    for (let empty = 1; isEmpty(found) && empty < MAX_EMPTY; empty += 1) {
      await tools.clock.sleep(EMPTY_WAIT_MS, signal);
      signal.throwIfAborted();
      found = await answerAt(from, ask);
    }
    if (!isEmpty(found)) return found;
    for (const jump of list.jumps) {
      const further = await ask(from + jump);
      if ('answer' in further && further.answer.rankCount > 0)
        return { answer: further.answer, skippedRanks: jump, unreadRanks: [] };
    }
    return found;
  };

  let { rank, passToken } = list;
  for (;;) {
    const { answer, skippedRanks, unreadRanks } = await settled(rank);
    // A list that answers again is read as patiently as any other.
    tools.isBrief = false;
    if (rank === 0) passToken = answer.syncToken;
    rank += skippedRanks + answer.rankCount;
    const isAtEnd =
      answer.rankCount === 0 || (!answer.isFull && list.appleCount !== null && rank >= list.appleCount);
    if (!isAtEnd && !around.isBad(rank)) ahead.begin(rank);
    if (isEndless(answer, rank))
      throw new TransferError('bad-response', 'a list without end', { service: 'icloud' });
    if (await list.enter(answer, { isAtEnd, rank, skippedRanks, unreadRanks, passToken })) return;
    if (!isAtEnd) continue;
    rank = 0;
    isEndless = createEndlessCheck(list);
  }
}

/** Full answers, some of them asked for before they are wanted. */
interface ReadAhead<Answer> {
  /** Asks for the answer at a rank, and for those that follow, as far as Apple counts. */
  begin(from: number): void;
  take(from: number): Promise<Outcome<Answer>>;
}

function createReadAhead<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  ask: (from: number) => Promise<Outcome<Answer>>,
): ReadAhead<Answer> {
  let coming: { from: number; outcome: Promise<Outcome<Answer>> }[] = [];
  let maxUnderWay = MAX_ICLOUD_CALLS;
  const add = (from: number): void => {
    const outcome = ask(from);
    // What was asked for ahead may never be wanted.
    outcome.catch(() => undefined);
    coming.push({ from, outcome });
  };
  const begin = (from: number): void => {
    const isAsExpected = coming.length === 0 || coming[0]?.from === from;
    // After an answer that was not full another one is likely: less is thrown away then.
    maxUnderWay = isAsExpected ? Math.min(maxUnderWay + 1, MAX_ICLOUD_CALLS) : 2;
    if (!isAsExpected) coming = [];
    if (coming.length === 0) add(from);
    while (coming.length < maxUnderWay) {
      const next = from + coming.length * list.fullAnswer;
      if (list.appleCount === null || next >= list.appleCount) break;
      add(next);
    }
  };
  return {
    begin,
    take(from) {
      if (coming[0]?.from !== from) begin(from);
      const first = coming.shift();
      return first ? first.outcome : ask(from);
    },
  };
}

/** Reads around ranks that Apple fails to show. */
interface ReadAround<Answer> {
  /** A full answer from here would hold a rank that cannot be read. */
  isBad(from: number): boolean;
  /** The next answer from a rank whose full answer fails. */
  read(from: number): Promise<Settled<Answer>>;
}

function createReadAround<Answer extends ListAnswer>(
  list: RankedList<Answer>,
  tools: PartTools,
  signal: AbortSignal,
): ReadAround<Answer> {
  /** Among the ranks before this one is one that cannot be read. */
  let badUntil = 0;
  const ask = (from: number, most?: number): Promise<Outcome<Answer>> =>
    askPart(tools, signal, () => list.read(from, most), FEW_TRIES);
  /** Tells early what smaller answers would find out in many calls. @throws {TransferError} none of the next ranks can be read */
  const provedReadable = async (from: number): Promise<void> => {
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
      if (from >= badUntil) await provedReadable(from);
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

/** Whether a list goes on beyond Apple's count without showing anything new. */
function createEndlessCheck<Answer extends ListAnswer>(
  list: RankedList<Answer>,
): (answer: Answer, rank: number) => boolean {
  const shown = new Set<string>();
  let barren = 0;
  return ({ names, rankCount }, rank) => {
    if (rankCount === 0 || rank <= (list.appleCount ?? 0)) return false;
    const before = shown.size;
    for (const name of names) shown.add(name);
    barren = shown.size === before ? barren + 1 : 0;
    return barren >= MAX_BARREN_ANSWERS;
  };
}
