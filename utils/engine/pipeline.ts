import { checkpointOf } from '../transfer/file.ts';
import type { EpochMs } from '../units.ts';
import { isProvable } from './content-hash.ts';
import type { QueuedFile } from './ports.ts';
import { type FileTools, runFile } from './run-file.ts';

/** Files whose addresses are asked for in one call; only what is about to be downloaded. */
const BATCH_FILES = 24;
/** Files under way at once: downloading, waiting for an upload, uploading. */
const MOST_UNDER_WAY = 16;

/** How often the log is looked at when nothing tells of news. */
const SHORTEST_LOOK_MS = 50;
const LONGEST_LOOK_MS = 60_000;

/** The moving of files, fed from the log. */
export interface Pipeline {
  /** Runs until nothing is open and `isFed` says that nothing will come; rejects with what needs a person. */
  run(isFed: () => boolean): Promise<void>;
  /** New files are in the log. */
  wake(): void;
}

export function createPipeline(tools: FileTools, outerSignal: AbortSignal): Pipeline {
  const { store, clock, addresses } = tools;
  const underWay = new Map<string, Promise<void>>();
  const checksums = new Set<string>();
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  let wakeUp = new AbortController();
  const failures: unknown[] = [];
  let next: QueuedFile[] = [];

  const wake = (): void => {
    wakeUp.abort();
    wakeUp = new AbortController();
  };
  /** What one file cannot go on with, no other can: all stop where they are. */
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const begin = (file: QueuedFile): void => {
    checksums.add(file.checksum);
    const way = runFile(file, tools, signal)
      .catch(fail)
      .finally(() => {
        underWay.delete(file.key);
        checksums.delete(file.checksum);
        wake();
      });
    underWay.set(file.key, way);
  };

  /** Equal bytes go one after the other: the second is filed by what the first has proved. */
  const mayBegin = (file: QueuedFile): boolean => !isProvable(file.checksum) || !checksums.has(file.checksum);
  const needsAddress = (file: QueuedFile): boolean =>
    checkpointOf(file.state)?.status === 'queued' && !addresses.isReady(file);

  /** Begins what there is room for. @returns when a waiting file is due; null if none waits */
  const fill = async (): Promise<EpochMs | null> => {
    let nextDue: EpochMs | null = null;
    while (underWay.size < MOST_UNDER_WAY && !signal.aborted) {
      if (next.length === 0) {
        const work = await store.takeWork(
          clock.now(),
          BATCH_FILES,
          (key) => underWay.has(key),
          underWay.size,
        );
        next = work.files;
        nextDue = work.nextDue;
      }
      const room = MOST_UNDER_WAY - underWay.size;
      if (next.slice(0, room).some(needsAddress)) await prepare(next.filter(needsAddress));
      signal.throwIfAborted();
      const before = next.length;
      for (const file of next.filter(mayBegin).slice(0, room)) if (mayBegin(file)) begin(file);
      next = next.filter(({ key }) => !underWay.has(key));
      if (next.length === before) break;
    }
    return nextDue;
  };

  /** What goes wrong here is told again, file by file, when the address is needed. */
  const prepare = (files: QueuedFile[]): Promise<void> =>
    addresses.prepare(files, signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
    });

  return {
    wake,
    async run(isFed) {
      try {
        while (failures.length === 0) {
          signal.throwIfAborted();
          const woken = wakeUp.signal;
          const mayEnd = isFed();
          const nextDue = await fill();
          if (underWay.size === 0 && next.length === 0 && nextDue === null && mayEnd) break;
          const untilDue = nextDue === null ? Infinity : nextDue - clock.now();
          await clock.sleep(
            Math.min(Math.max(untilDue, SHORTEST_LOOK_MS), LONGEST_LOOK_MS),
            AbortSignal.any([signal, woken]),
          );
        }
      } catch (error) {
        fail(error);
      }
      await Promise.all(underWay.values());
      if (failures.length > 0) throw failures[0];
    },
  };
}
