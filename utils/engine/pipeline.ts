import { remedyOf, TransferError } from '../errors.ts';
import { checkpointOf } from '../transfer/file.ts';
import { type EpochMs, MiB } from '../units.ts';
import { isProvable } from './content-hash.ts';
import { LARGE_BYTES } from './lanes.ts';
import type { QueuedFile, Work } from './ports.ts';
import { type FileTools, isLight, runFile } from './run-file.ts';

/** Files whose addresses are asked for in one call; only what is about to be downloaded. */
const BATCH_FILES = 24;
/** Files that are looked at for the next ones to begin. */
const WINDOW_FILES = 3 * BATCH_FILES;
/**
 * Files under way at once: downloading, waiting for an upload, uploading. Downloads run ahead by that much, so that
 * uploads have something to send while a large file comes in. At the start only one batch: the first uploads are what
 * is wanted then, and as files are finished the store grows.
 */
const MOST_UNDER_WAY = 4 * BATCH_FILES;
/** Bytes of those that pass through memory; a death or a pause loses what has come of them. */
const MOST_LIGHT_BYTES = 128 * MiB;
/** Only so many of them are large, so that small ones are never stuck behind them. */
const MOST_LARGE = 6;

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

const isLarge = ({ sizeBytes }: QueuedFile): boolean => sizeBytes > LARGE_BYTES;

export function createPipeline(tools: FileTools, outerSignal: AbortSignal): Pipeline {
  const { store, clock, addresses } = tools;
  const underWay = new Map<string, Promise<void>>();
  const checksums = new Set<string>();
  let known: Work['known'] = new Map();
  /** Checksums that were under way during the last look or since: what it knows of them may have changed. */
  let unsure = new Set<string>();
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  let wakeUp = new AbortController();
  const failures: unknown[] = [];
  let next: QueuedFile[] = [];
  /** Addresses that are being asked for, while files that have theirs go on. */
  let asking: Promise<void> | null = null;
  /** Files that were asked for and got no address: each asks for its own one. */
  let unprepared: ReadonlySet<string> = new Set();
  /** The log holds more than the last look showed. */
  let hasMore = true;

  let finished = 0;
  let largeUnderWay = 0;
  let lightBytes = 0;

  const wake = (): void => {
    wakeUp.abort();
    wakeUp = new AbortController();
  };
  /** What one file cannot go on with, no other can: all stop where they are. */
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const count = (file: QueuedFile, by: 1 | -1): void => {
    if (isLarge(file)) largeUnderWay += by;
    if (isLight(file)) lightBytes += by * file.sizeBytes;
  };
  const begin = (file: QueuedFile): void => {
    const told = unsure.has(file.checksum) ? undefined : (known.get(file.checksum) ?? null);
    unsure.add(file.checksum);
    checksums.add(file.checksum);
    count(file, 1);
    const way = runFile(file, told, tools, signal)
      .catch(fail)
      .finally(() => {
        underWay.delete(file.key);
        finished += 1;
        checksums.delete(file.checksum);
        count(file, -1);
        wake();
      });
    underWay.set(file.key, way);
  };

  /** Equal bytes go one after the other: the second is filed by what the first has proved. */
  const isFree = (file: QueuedFile): boolean => !isProvable(file.checksum) || !checksums.has(file.checksum);
  const needsAddress = (file: QueuedFile): boolean =>
    file.field !== '' && checkpointOf(file.state)?.status === 'queued' && !addresses.isReady(file);

  /** Asks for the next addresses. What goes wrong here and needs no person is told again, file by file, when the address is needed. */
  const prepare = (): void => {
    const wanted = next.filter(needsAddress).slice(0, BATCH_FILES);
    const ready = next.filter((file) => addresses.isReady(file)).length;
    if (asking || wanted.length === 0 || ready >= BATCH_FILES) return;
    const asked = new Set(wanted.map(({ key }) => key));
    asking = addresses
      .prepare(wanted, signal)
      .catch((error: unknown) => {
        if (error instanceof TransferError && remedyOf(error.code) === 'user') fail(error);
      })
      .finally(() => {
        asking = null;
        unprepared = new Set([...unprepared, ...asked]);
        wake();
      });
  };
  const mayBegin = (file: QueuedFile): boolean =>
    underWay.size < Math.min(MOST_UNDER_WAY, BATCH_FILES + finished) &&
    isFree(file) &&
    (!isLarge(file) || largeUnderWay < MOST_LARGE) &&
    (!isLight(file) || lightBytes < MOST_LIGHT_BYTES) &&
    (!needsAddress(file) || unprepared.has(file.key));

  /** Begins what there is room for. @returns when a waiting file is due; null if none waits */
  const fill = async (): Promise<EpochMs | null> => {
    let nextDue: EpochMs | null = null;
    if (next.length === 0 || (hasMore && next.length < BATCH_FILES)) {
      const isTaken = (key: string): boolean => underWay.has(key);
      unsure = new Set(checksums);
      const work = await store.takeWork(clock.now(), WINDOW_FILES, isTaken, underWay.size);
      ({ files: next, known } = work);
      nextDue = work.nextDue;
      hasMore = next.length === WINDOW_FILES;
      unprepared = new Set([...unprepared].filter((key) => next.some((file) => file.key === key)));
    }
    prepare();
    signal.throwIfAborted();
    for (const file of next) if (mayBegin(file)) begin(file);
    next = next.filter(({ key }) => !underWay.has(key));
    prepare();
    return nextDue;
  };

  return {
    wake() {
      hasMore = true;
      wake();
    },
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
      await asking;
      if (failures.length > 0) throw failures[0];
    },
  };
}
