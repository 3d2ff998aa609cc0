import { type ErrorCode, TransferError } from '../../errors.ts';
import { firstPace, MAX_CALLS, paceAfter } from '../../domain/progress/call-pace.ts';
import { retryTable } from '../../domain/retry/retry-table.ts';
import { refusalIn } from '../../icloud/errors.ts';
import type { IcloudReply } from '../../icloud/transport.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { isAboutService } from './backoff.ts';
import { createRefusalHold } from './refusal-hold.ts';
import { createSemaphore } from './semaphore.ts';

/** Failures on the way to Apple. They say nothing about how many calls Apple takes. */
const FAILURES_ON_THE_WAY: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'icloud-page-silent']);

/** Calls that wait in the page while the most are at Apple (call-gate.ts). */
const WAITING_IN_PAGE = 3;

/** `spare`: a call that a person would hardly miss. It waits until no other call is under way. */
export type CallPriority = 'usual' | 'spare';

/** Makes a call as soon as the limit allows. */
export type RunLimited = (
  call: () => Promise<IcloudReply>,
  signal: AbortSignal,
  priority?: CallPriority,
) => Promise<IcloudReply>;

/**
 * Limits CloudKit calls: two at a time, and up to eight while Apple answers as fast as before. It counts them where they
 * leave the extension. At eight, a few more wait in the page, so that Apple is never idle while an answer is on its way through
 * the browser. If a call fails in a way that concerns the whole service, the waiting calls fail with it and are never sent;
 * after "too many requests", so do those that were already on their way here.
 * A spare call waits until none of the usual ones is under way, and fails at once for some time after such a failure.
 * Decisions: docs/decisions/011-pace-of-cloudkit-calls.md, and docs/decisions/002-two-cloudkit-calls.md for its place.
 * Assumption S8.
 *
 * @param options.limit upper limit at this moment; default: eight
 * @param options.now clock of the pace; default: the computer's
 */
export function createIcloudLimiter({
  limit = () => MAX_CALLS,
  now = () => epochMs(Date.now()),
}: { limit?: () => number; now?: () => EpochMs } = {}): RunLimited {
  let pace = firstPace;
  const permits = createSemaphore(pace.concurrency.limit);
  const spare = createSpareGate(now);
  const hold = createRefusalHold(now);
  /** How often Apple has refused; calls that are refused together count once. */
  let refusals = 0;
  /** How often the last free permit was taken. */
  let fillings = 0;
  const learn = (tookMs: number, isSaturated: boolean, isRefused: boolean): void => {
    pace = paceAfter(pace, { at: now(), tookMs, isSaturated, isRefused }, limit());
    const most = pace.concurrency.limit;
    permits.resize(most === MAX_CALLS ? most + WAITING_IN_PAGE : most);
  };
  const make: RunLimited = async (call, signal, priority) => {
    const answerInstead = hold.arrive();
    const [fillingsBefore, refusalsBefore] = [fillings, refusals];
    const release = await permits.acquire(1, signal);
    if (permits.used >= pace.concurrency.limit) fillings += 1;
    try {
      const held = answerInstead();
      if (held) return await held;
      const since = now();
      const reply = call();
      const { failure, tookMs = now() - since } = await readOutcome(reply);
      const isRefused = failure !== null && !FAILURES_ON_THE_WAY.has(failure.code);
      const isNews = isRefused ? refusals === refusalsBefore : failure === null;
      if (priority === 'usual' && isNews) {
        learn(tookMs, fillings > fillingsBefore, isRefused);
        if (isRefused) refusals += 1;
      }
      if (failure) {
        hold.note(reply, failure);
        spare.pause(failure);
      }
      return await reply;
    } finally {
      release();
    }
  };
  return async (call, signal, priority = 'usual') => {
    if (priority === 'usual') return spare.holdDuring(() => make(call, signal, priority));
    await spare.pass(signal);
    return make(call, signal, priority);
  };
}

/** Lets spare calls pass one by one, while nothing else is under way. */
function createSpareGate(now: () => EpochMs) {
  const turn = createSemaphore(1);
  const usual = { calls: 0 };
  let idle = Promise.withResolvers<void>();
  idle.resolve();
  let pause: { error: TransferError; until: number } | null = null;
  return {
    pause(error: TransferError): void {
      pause = { error, until: now() + (error.retryAfterMs ?? retryTable.picture.busyMs) };
    },
    async holdDuring(work: () => Promise<IcloudReply>): Promise<IcloudReply> {
      if (usual.calls === 0) idle = Promise.withResolvers();
      usual.calls += 1;
      try {
        return await work();
      } finally {
        usual.calls -= 1;
        if (usual.calls === 0) idle.resolve();
      }
    },
    /** @throws {TransferError} the failure after which spare calls pause */
    async pass(signal: AbortSignal): Promise<void> {
      const release = await turn.acquire(1, signal);
      try {
        while (usual.calls > 0) await idle.promise;
        if (pause && now() < pause.until) throw pause.error;
      } finally {
        release();
      }
    },
  };
}

/** Returns the failure of a call if it concerns the whole service, and how long Apple took, if the page says so. */
async function readOutcome(
  call: Promise<IcloudReply>,
): Promise<{ failure: TransferError | null; tookMs?: number | undefined }> {
  try {
    const reply = await call;
    return { failure: refusalIn(reply), tookMs: reply.tookMs };
  } catch (error) {
    return { failure: error instanceof TransferError && isAboutService(error.code) ? error : null };
  }
}
