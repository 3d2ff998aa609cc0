import type { EpochMs } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { FileTools } from './file-context.ts';
import { createRunningTransfers } from './running-transfers.ts';
import { createUrlPreparation, PREPARED_FILES } from './download/url-preparation.ts';

/** Files of the queue that are considered for the next transfers. */
const WINDOW_FILES = PREPARED_FILES + 40;
/** Files that may begin at once when others end. With fewer, the log is read again. */
const MIN_NEXT_FILES = 24;

/** Shortest and longest wait between two reads of the log while nothing wakes the pipeline. */
const MIN_POLL_MS = 50;
const MAX_POLL_MS = 60_000;
/** Age at which files that were read ahead are read again: a press may have moved others before them. */
const MAX_READ_AGE_MS = 5_000;

/** Transfers the files of the queue in the log. */
export interface Pipeline {
  /** Runs until the queue is empty and `isFed` reports that nothing will be added. Rejects with an error that needs a person. */
  run(isFed: () => boolean): Promise<void>;
  /** Call when the log has new files. */
  wake(): void;
  /** Time of the latest failure of a file; null if none failed. */
  readonly lastFailedAt: EpochMs | null;
}

/** Creates the pipeline that transfers files, until its signal ends it. */
export function createPipeline(tools: FileTools, outerSignal: AbortSignal): Pipeline {
  const { store, clock, downloadUrls } = tools;
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  const failures: unknown[] = [];
  const bell = createBell();
  let next: QueuedFile[] = [];
  /** The log has more files than the last read returned. */
  let hasMore = true;
  let readAt = -Infinity;

  /** Stops all files: an error that needs a person would stop each of them. */
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const urls = createUrlPreparation({ downloadUrls, clock, onChange: bell.ring, onFatal: fail }, signal);
  const transfers = createRunningTransfers(tools, { onEnded: urls.ended, onFatal: fail }, signal);

  /** Begins all files that may begin. @returns the time at which a waiting file is due; null if none waits */
  const fill = async (): Promise<EpochMs | null> => {
    let nextDue: EpochMs | null = null;
    const isOld = clock.now() - readAt > MAX_READ_AGE_MS;
    if (next.length === 0 || isOld || (hasMore && next.length < minFiles(urls.isDue(next)))) {
      readAt = clock.now();
      ({ files: next, nextDue } = await transfers.read(() =>
        store.takeWork(clock.now(), WINDOW_FILES, transfers.has, transfers.size),
      ));
      hasMore = next.length === WINDOW_FILES;
      urls.keepOnly(next);
    }
    urls.prepare(next);
    signal.throwIfAborted();
    for (const file of next) if (transfers.admits(file) && urls.mayBegin(file)) transfers.begin(file);
    next = next.filter(({ key }) => !transfers.has(key));
    if (!hasMore || next.length >= PREPARED_FILES) urls.prepare(next);
    return nextDue;
  };
  const runUntilEmpty = async (isFed: () => boolean): Promise<void> => {
    while (failures.length === 0) {
      signal.throwIfAborted();
      const woken = bell.signal;
      const mayEnd = isFed();
      const nextDue = await fill();
      if (transfers.size === 0 && next.length === 0 && nextDue === null && mayEnd) return;
      await clock.sleep(pollDelayMs(nextDue, clock.now()), AbortSignal.any([signal, woken]));
    }
  };

  return {
    get lastFailedAt() {
      return transfers.lastFailedAt;
    },
    wake() {
      hasMore = true;
      bell.ring();
    },
    async run(isFed) {
      await runUntilEmpty(isFed).catch(fail);
      await transfers.settled();
      await urls.settled();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Fewest files to choose from. A lookup must be full. */
const minFiles = (isLookupDue: boolean): number => (isLookupDue ? PREPARED_FILES : MIN_NEXT_FILES);

/** A signal that is aborted by each ring, and replaced by a fresh one. */
function createBell(): { readonly signal: AbortSignal; ring(): void } {
  let ringing = new AbortController();
  return {
    get signal() {
      return ringing.signal;
    },
    ring() {
      ringing.abort();
      ringing = new AbortController();
    },
  };
}

function pollDelayMs(nextDue: EpochMs | null, now: EpochMs): number {
  const untilDueMs = nextDue === null ? Infinity : nextDue - now;
  return Math.min(Math.max(untilDueMs, MIN_POLL_MS), MAX_POLL_MS);
}
