import { retryTable } from '../domain/retry/retry-table.ts';
import { isAbort, type ErrorRecord, remedyOf, toErrorRecord, TransferError } from '../errors.ts';
import { type Run, isResumedAutomatically } from '../domain/run/run.ts';
import type { Store } from '../ports/store.ts';
import type { EnginePorts } from './engine-ports.ts';
import { createBackoffs, type Backoffs } from './flow/backoff.ts';
import { createCallBudget } from './flow/call-budget.ts';
import { runOnce } from './run.ts';
import { createStartPreparation, type StartPreparation } from './transfer/start-preparation.ts';

/** Carries out the run in the log. Somebody wakes it when a run was started, paused or resumed there. */
export interface Engine {
  /**
   * Reads the run and acts on it. Resolves once the run is read; the work continues.
   *
   * @param atOnce ends the pauses of busy services, and polls now for a run that waits for a person
   */
  wake(atOnce?: boolean): Promise<void>;
  /** Resolves when the engine is idle, or keeps what is prepared until "Start". */
  settled(): Promise<void>;
}

/** A run that the engine works on. */
interface Activity {
  runId: number;
  backoffs: Backoffs;
  stop: AbortController;
  polls: PollSignals;
  rest: Rest;
  done: Promise<void>;
}

/** Longest preparation that counts as work. A busy service may take longer. */
const MAX_PREPARING_MS = 15_000;

/** Whether nothing is left to do but to wait for "Start". */
interface Rest {
  isResting: boolean;
  /** Resolves when the wait begins. */
  begun: PromiseWithResolvers<void>;
}

const atWork = (): Rest => ({ isResting: false, begun: Promise.withResolvers() });

/** Creates the engine from its ports. */
export function createEngine(ports: EnginePorts): Engine {
  let activity: Activity | null = null;
  let waking: Promise<void> = Promise.resolve();

  const begin = (run: Run): void => {
    const stop = new AbortController();
    const polls: PollSignals = { resumed: new AbortController(), changed: new AbortController() };
    const backoffs = createBackoffs(ports.clock, ports.isOnline);
    const rest = atWork();
    const supervised = { ports: { ...ports, store: storeOfRun(ports.store, run.id) }, backoffs, polls, rest };
    const done = superviseRun(supervised, run, stop.signal).finally(() => {
      activity = null;
      // A wake during the end of this run still found it active.
      void wake(false);
    });
    activity = { runId: run.id, backoffs, stop, polls, rest, done };
  };

  const wakeOnce = async (atOnce: boolean): Promise<void> => {
    const run = await ports.store.readRun();
    const mayPoll = run?.status === 'attention' && isResumedAutomatically(run);
    if (!activity) {
      if (run && (run.status === 'active' || mayPoll)) begin(run);
      else ports.reporter.turned({ idle: true, percent: null });
      return;
    }
    if (run?.status === 'active') {
      // Another run replaced this one. It begins when this one has ended.
      if (activity.runId !== run.id) return activity.stop.abort();
      if (atOnce) for (const backoff of Object.values(activity.backoffs)) backoff.resume();
      Object.assign(activity.rest, atWork());
      return activity.polls.resumed.abort();
    }
    if (run?.status === 'attention' && atOnce) activity.polls.changed.abort();
    const isWaiting = run?.status === 'planned' && run.id === activity.runId;
    if (!mayPoll && !isWaiting) activity.stop.abort();
  };

  const wake = (atOnce: boolean): Promise<void> => {
    waking = waking.catch(() => undefined).then(() => wakeOnce(atOnce));
    return waking;
  };

  return {
    wake: (atOnce = false) => wake(atOnce),
    async settled() {
      await waking;
      for (let now = activity; now && !now.rest.isResting; now = activity) {
        await Promise.race([now.done, now.rest.begun.promise]);
        await waking;
      }
    },
  };
}

/** The log as one run may write it, so that a stopped run cannot change the next one. */
const storeOfRun = (store: Store, id: number): Store => ({
  ...store,
  changeRun: (change) => store.changeRun(change, id),
  moveRun: (event) => store.moveRun(event, id),
  listAllAgain: () => store.listAllAgain(id),
});

/** End the wait of a run that needs a person. Each wait replaces the controllers that it has used. */
interface PollSignals {
  /** Aborted when somebody resumes the run: the work itself finds out. */
  resumed: AbortController;
  /** Aborted when a poll is worthwhile, e.g. after a page at icloud.com was loaded. */
  changed: AbortController;
}

interface SupervisorTools {
  ports: EnginePorts;
  backoffs: Backoffs;
  polls: PollSignals;
  rest: Rest;
}

/** Works on a run until it ends, is stopped, or needs a person in a way that the engine cannot poll for. */
async function superviseRun(
  { ports, backoffs, polls, rest }: SupervisorTools,
  first: Run,
  signal: AbortSignal,
): Promise<void> {
  const { store, reporter } = ports;
  let run = first;
  let start = createStartPreparation(ports, backoffs);
  try {
    for (;;) {
      if (run.status === 'attention') {
        polls.resumed = new AbortController();
        await (run.attention.code === 'other-computer'
          ? untilLeaseEnds(ports.clock, run.attention, polls, signal)
          : untilOpen(ports, polls, signal));
        run = await store.moveRun({ type: 'admitted' });
        start = createStartPreparation(ports, backoffs);
      }
      const attention = await attentionOf(runOnce({ ports, backoffs, start }, run, signal), signal);
      if (!attention) {
        const started = await untilStarted({ ports, polls, rest, start }, run.id, signal);
        if (!started) break;
        run = started;
        continue;
      }
      run = await store.moveRun({ type: 'obstructed', error: attention });
      reporter.stored();
      reporter.turned({ idle: false, percent: null });
      if (!isResumedAutomatically(run)) break;
    }
  } catch (error) {
    if (!signal.aborted && !isAbort(error))
      await store.moveRun({ type: 'obstructed', error: toErrorRecord(error) });
  }
  reporter.stored();
  reporter.turned({ idle: true, percent: null });
}

/**
 * Prepares the first files of a plan that waits for "Start", and keeps that for as long as it may be used.
 *
 * @returns the run that somebody has started, or changed, meanwhile; null if it is no plan, or nobody did
 */
async function untilStarted(
  {
    ports,
    polls,
    rest,
    start,
  }: Pick<SupervisorTools, 'ports' | 'polls' | 'rest'> & { start: StartPreparation },
  runId: number,
  signal: AbortSignal,
): Promise<Run | null> {
  const { store, clock, reporter } = ports;
  polls.resumed = new AbortController();
  const wake = AbortSignal.any([signal, polls.resumed.signal]);
  const readRun = async (): Promise<Run | null> => {
    const run = await store.readRun();
    return run?.id === runId ? run : null;
  };
  const run = await readRun();
  if (run?.status !== 'planned') return run?.status === 'active' ? run : null;
  reporter.stored();
  reporter.turned({ idle: false, percent: null });
  const prepared = new AbortController();
  const preparing = start.prepare(run, signal).finally(() => prepared.abort());
  await Promise.race([preparing, clock.sleep(MAX_PREPARING_MS, AbortSignal.any([wake, prepared.signal]))]);
  if (!wake.aborted && start.usableUntil !== null) {
    rest.isResting = true;
    rest.begun.resolve();
    await clock.sleep(start.usableUntil - clock.now(), wake);
  }
  signal.throwIfAborted();
  const now = await readRun();
  return now?.status === 'active' ? now : null;
}

/** Waits for the work. @returns the error that needs a person; null when the work is done */
async function attentionOf(work: Promise<void>, signal: AbortSignal): Promise<ErrorRecord | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) !== 'user') throw error;
    return toErrorRecord(error);
  }
}

/**
 * Polls until Apple lets us in again, or somebody resumes the run. The interval doubles, and is short again after a
 * change. Also waits before the first poll: the account may still be refused, and polls need a pause between them.
 */
async function untilOpen(
  { isOpen, clock }: EnginePorts,
  polls: PollSignals,
  signal: AbortSignal,
): Promise<void> {
  const resumed = polls.resumed.signal;
  const budget = createCallBudget(clock, retryTable.account);
  for (let waitMs = retryTable.account.firstMs; ; waitMs = Math.min(waitMs * 2, retryTable.account.maxMs)) {
    const changed = polls.changed.signal;
    await clock.sleep(waitMs, AbortSignal.any([signal, resumed, changed]));
    signal.throwIfAborted();
    if (changed.aborted) {
      polls.changed = new AbortController();
      waitMs = retryTable.account.firstMs;
    }
    if (resumed.aborted) break;
    await budget.take(signal);
    if (resumed.aborted || (await isOpen(signal).catch(() => false))) break;
  }
  signal.throwIfAborted();
}

/** Waits until another computer's lease ends, or somebody resumes the run. The next try finds out if it was renewed. */
async function untilLeaseEnds(
  clock: EnginePorts['clock'],
  { facts }: ErrorRecord,
  { resumed }: PollSignals,
  signal: AbortSignal,
): Promise<void> {
  const { leaseWait } = retryTable;
  const leftMs = (facts?.until ?? 0) - clock.now();
  const waitMs = Math.min(Math.max(leftMs, leaseWait.minMs), leaseWait.maxMs);
  await clock.sleep(waitMs, AbortSignal.any([signal, resumed.signal]));
  signal.throwIfAborted();
}
