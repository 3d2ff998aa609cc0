import { remedyOf, TransferError } from '../../errors.ts';
import { checkpointOf } from '../../domain/file/file.ts';
import { type EpochMs, MiB } from '../../units.ts';
import { isProvable } from './content-hash.ts';
import { LARGE_BYTES } from '../flow/concurrency.ts';
import type { KnownContent, QueuedFile, Work } from '../../ports/work-queue.ts';
import { transferFile } from './transfer-file.ts';
import { type FileTools, isLight } from './file-context.ts';

/** Files whose addresses are asked for in one call; only what is about to be downloaded. */
const BATCH_FILES = 24;
/** Files that are looked at for the next ones to begin. */
const WINDOW_FILES = 3 * BATCH_FILES;
/**
 * Files under way at once: downloading, waiting for an upload, uploading. Downloads run ahead by that much, so that
 * uploads have something to send while a large file comes in. At the start only one batch: the first uploads are what
 * is wanted then, and as files are finished the store grows.
 */
const MAX_UNDER_WAY = 4 * BATCH_FILES;
/** Bytes of those that pass through memory; a death or a pause loses what has come of them. */
const MAX_LIGHT_BYTES = 128 * MiB;
/** Only so many of them are large, so that small ones are never stuck behind them. */
const MAX_LARGE = 6;

/** A file that got no address with the others, and cannot begin, is asked about with them once more after so long. */
const ASKED_AGAIN_MS = 60_000;

/** How often the log is looked at when nothing tells of news. */
const MIN_LOOK_MS = 50;
const MAX_LOOK_MS = 60_000;

/** The moving of files, fed from the log. */
export interface Pipeline {
  /** Runs until nothing is open and `isFed` says that nothing will come; rejects with what needs a person. */
  run(isFed: () => boolean): Promise<void>;
  /** New files are in the log. */
  wake(): void;
  /** When a file was given up, the latest of them; null if none was. */
  readonly lastFailedAt: EpochMs | null;
}

const isLarge = ({ sizeBytes }: QueuedFile): boolean => sizeBytes > LARGE_BYTES;

export function createPipeline(tools: FileTools, outerSignal: AbortSignal): Pipeline {
  const { store, clock, downloadUrls } = tools;
  const underWay = new Map<string, Promise<void>>();
  const checksums = createTally();
  /** Contents that were filed in this life of the engine and are in the window: what Jottacloud has, beyond doubt. */
  let proved = new Map<string, KnownContent>();
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
  /** Files that were asked for and got no address, and when: each asks for its own one, once it has begun. */
  let unprepared = new Map<string, EpochMs>();
  /** The log holds more than the last look showed. */
  let hasMore = true;

  let lastFailedAt: EpochMs | null = null;
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
  /** Only the end of a file tells what Jottacloud has; whatever else became of it makes its content unsure. */
  const learn = ({ checksum, sizeBytes, state }: QueuedFile): void => {
    if (state.status === 'done' && isProvable(checksum)) proved.set(checksum, { md5: state.md5, sizeBytes });
    else proved.delete(checksum);
    if (state.status === 'failed') lastFailedAt = clock.now();
  };
  const begin = (file: QueuedFile): void => {
    const told = unsure.has(file.checksum) ? undefined : (known.get(file.checksum) ?? null);
    unsure.add(file.checksum);
    checksums.add(file.checksum);
    count(file, 1);
    const transfer = transferFile(file, proved.get(file.checksum) ?? told, tools, signal)
      .then(learn, fail)
      .finally(() => {
        underWay.delete(file.key);
        finished += 1;
        checksums.remove(file.checksum);
        count(file, -1);
        wake();
      });
    underWay.set(file.key, transfer);
  };

  /** Of equal bytes one goes first: all others are filed by what it has proved. */
  const isFree = ({ checksum }: QueuedFile): boolean =>
    !isProvable(checksum) || !checksums.has(checksum) || proved.has(checksum);
  const needsAddress = (file: QueuedFile): boolean =>
    file.field !== '' && checkpointOf(file.state)?.status === 'queued' && !downloadUrls.isReady(file);

  /** Asks for the next addresses. What goes wrong here and needs no person is told again, file by file, when the address is needed. */
  const prepare = (): void => {
    const recently = clock.now() - ASKED_AGAIN_MS;
    const mayAsk = (file: QueuedFile): boolean =>
      needsAddress(file) && (unprepared.get(file.key) ?? -Infinity) <= recently;
    const wanted = next.filter(mayAsk).slice(0, BATCH_FILES);
    const ready = next.filter((file) => downloadUrls.isReady(file)).length;
    if (asking || wanted.length === 0 || ready >= BATCH_FILES) return;
    asking = downloadUrls
      .prepare(wanted, signal)
      .catch((error: unknown) => {
        if (error instanceof TransferError && remedyOf(error.code) === 'user') fail(error);
      })
      .finally(() => {
        asking = null;
        for (const file of wanted)
          if (downloadUrls.isReady(file)) unprepared.delete(file.key);
          else unprepared.set(file.key, clock.now());
        wake();
      });
  };
  const mayBegin = (file: QueuedFile): boolean =>
    underWay.size < Math.min(MAX_UNDER_WAY, BATCH_FILES + finished) &&
    isFree(file) &&
    (!isLarge(file) || largeUnderWay < MAX_LARGE) &&
    (!isLight(file) || lightBytes < MAX_LIGHT_BYTES) &&
    (!needsAddress(file) || unprepared.has(file.key));

  /** Begins what there is room for. @returns when a waiting file is due; null if none waits */
  const fill = async (): Promise<EpochMs | null> => {
    let nextDue: EpochMs | null = null;
    if (next.length === 0 || (hasMore && next.length < BATCH_FILES)) {
      const isTaken = (key: string): boolean => underWay.has(key);
      unsure = new Set(checksums.all());
      const work = await store.takeWork(clock.now(), WINDOW_FILES, isTaken, underWay.size);
      ({ files: next, known } = work);
      nextDue = work.nextDue;
      hasMore = next.length === WINDOW_FILES;
      const [keys, contents] = [new Set(next.map(({ key }) => key)), new Set(next.map((f) => f.checksum))];
      unprepared = new Map([...unprepared].filter(([key]) => keys.has(key)));
      proved = new Map([...proved].filter(([checksum]) => contents.has(checksum)));
    }
    prepare();
    signal.throwIfAborted();
    for (const file of next) if (mayBegin(file)) begin(file);
    next = next.filter(({ key }) => !underWay.has(key));
    prepare();
    return nextDue;
  };

  return {
    get lastFailedAt() {
      return lastFailedAt;
    },
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
            Math.min(Math.max(untilDue, MIN_LOOK_MS), MAX_LOOK_MS),
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

/** Counts how many of the files under way have each checksum. */
function createTally() {
  const counts = new Map<string, number>();
  return {
    has: (checksum: string): boolean => counts.has(checksum),
    all: (): Iterable<string> => counts.keys(),
    add: (checksum: string): void => void counts.set(checksum, (counts.get(checksum) ?? 0) + 1),
    remove(checksum: string): void {
      const left = (counts.get(checksum) ?? 0) - 1;
      if (left > 0) counts.set(checksum, left);
      else counts.delete(checksum);
    },
  };
}
