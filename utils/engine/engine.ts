import { isAbort, type ErrorRecord, remedyOf, toErrorRecord, TransferError } from '../errors.ts';
import { type Run, isResumedAutomatically } from '../domain/run/run.ts';
import { createCallBudget } from './flow/call-budget.ts';
import { createBackoffs, type Backoffs } from './flow/backoff.ts';
import type { Store } from '../ports/store.ts';
import { runOnce } from './run.ts';
import type { EnginePorts } from './engine-ports.ts';

/**
 * How soon the engine looks for itself whether a person has done what Apple wants, and how seldom in the end: a night
 * is long, and with Advanced Data Protection each look is two calls to Apple.
 */
const FIRST_LOOK_MS = 5_000;
const MAX_LOOK_MS = 2 * 60_000;
/** Whatever happens meanwhile: pages that load again and again, presses, lines that come and go. */
const LOOKS = { burst: 6, perMinute: 6 };

/** The engine does what the log says: it is woken when a run was started, paused or resumed there. */
export interface Engine {
  /**
   * Reads the run and acts on it; `atOnce` ends waits for busy services, and has a run that waits for a person look now.
   * Resolves when it has been read; the work goes on.
   */
  wake(atOnce?: boolean): Promise<void>;
  /** Resolves when nothing is being done. */
  settled(): Promise<void>;
}

export function createEngine(ports: EnginePorts): Engine {
  let activity: { runId: number; stop: AbortController; look: LookNow; done: Promise<void> } | null = null;
  let backoffs: Backoffs = createBackoffs(ports.clock, ports.isOnline);
  let waking: Promise<void> = Promise.resolve();

  const begin = (run: Run): void => {
    const stop = new AbortController();
    const look: LookNow = { asked: new AbortController(), worthIt: new AbortController() };
    backoffs = createBackoffs(ports.clock, ports.isOnline);
    const own = { ...ports, store: storeOfRun(ports.store, run.id) };
    const current = {
      runId: run.id,
      stop,
      look,
      done: superviseRun(own, run, backoffs, look, stop.signal).finally(() => {
        activity = null;
        // A press that came while this run was ending found it still there.
        void wake(false);
      }),
    };
    activity = current;
  };

  const wakeOnce = async (atOnce: boolean): Promise<void> => {
    const run = await ports.store.readRun();
    if (run?.status === 'active' && activity && activity.runId !== run.id) {
      // Its run was stopped: when it has ended, the new one begins.
      activity.stop.abort();
      return;
    }
    if (run?.status === 'active' && activity) {
      if (atOnce) for (const backoff of Object.values(backoffs)) backoff.resume();
      activity.look.asked.abort();
      return;
    }
    if (run?.status === 'active') return begin(run);
    if (activity && run?.status === 'attention' && atOnce) activity.look.worthIt.abort();
    if (activity && !(run?.status === 'attention' && isResumedAutomatically(run))) {
      activity.stop.abort();
      return;
    }
    if (!activity && run?.status === 'attention' && isResumedAutomatically(run)) begin(run);
    else if (!activity) ports.reporter.turned({ idle: true, percent: null });
  };

  const wake = (atOnce: boolean): Promise<void> => {
    waking = waking.catch(() => undefined).then(() => wakeOnce(atOnce));
    return waking;
  };

  return {
    wake: (atOnce = false) => wake(atOnce),
    async settled() {
      await waking;
      for (let now = activity; now; now = activity) {
        await now.done;
        await waking;
      }
    },
  };
}

/** The log as one run writes it: nothing of a run that was stopped gets into the next one. */
const storeOfRun = (store: Store, id: number): Store => ({
  ...store,
  changeRun: (change) => store.changeRun(change, id),
  listAllAgain: () => store.listAllAgain(id),
});

/** How a run that waits for a person is told of it; new ones stand for the next wait. */
interface LookNow {
  /** Aborted when somebody says that what it waits for is done: the work itself looks. */
  asked: AbortController;
  /** Aborted when something has changed and a look is worth it, e.g. a page at icloud.com was loaded. */
  worthIt: AbortController;
}

/** A run until it ends, is stopped, or needs a person in a way that the engine cannot see for itself. */
async function superviseRun(
  ports: EnginePorts,
  first: Run,
  backoffs: Backoffs,
  look: LookNow,
  signal: AbortSignal,
): Promise<void> {
  const { store, reporter } = ports;
  let run = first;
  try {
    for (;;) {
      if (run.status === 'attention') {
        look.asked = new AbortController();
        await untilOpen(ports, look, signal);
        run = await store.changeRun({ status: 'active', attention: null });
      }
      const attention = await attempt(runOnce(ports, run, backoffs, signal), signal);
      if (!attention) break;
      run = await store.changeRun({ status: 'attention', attention });
      reporter.stored();
      reporter.turned({ idle: false, percent: null });
      if (!isResumedAutomatically(run)) break;
    }
  } catch (error) {
    if (!signal.aborted && !isAbort(error))
      await store.changeRun({ status: 'attention', attention: toErrorRecord(error) });
  }
  reporter.stored();
  reporter.turned({ idle: true, percent: null });
}

/** @returns what needs a person; null when the work is done */
async function attempt(doing: Promise<void>, signal: AbortSignal): Promise<ErrorRecord | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) !== 'user') throw error;
    return toErrorRecord(error);
  }
}

/**
 * Waits before the first look too: who is signed in may still be refused, and must not be asked without a pause. Each
 * wait is twice as long as the one before, and short again after something has changed.
 */
async function untilOpen({ isOpen, clock }: EnginePorts, look: LookNow, signal: AbortSignal): Promise<void> {
  const asked = look.asked.signal;
  const looks = createCallBudget(clock, LOOKS);
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 2, MAX_LOOK_MS)) {
    const changed = look.worthIt.signal;
    await clock.sleep(waitMs, AbortSignal.any([signal, asked, changed]));
    signal.throwIfAborted();
    if (changed.aborted) {
      look.worthIt = new AbortController();
      waitMs = FIRST_LOOK_MS;
    }
    if (asked.aborted) break;
    await looks.take(signal);
    if (asked.aborted || (await isOpen(signal).catch(() => false))) break;
  }
  signal.throwIfAborted();
}
