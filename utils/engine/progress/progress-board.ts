import { checkpointOf } from '../../domain/file/file.ts';
import { createQuietWatch, createSteadyBytes, secondsLeft } from '../../domain/progress/progress-meter.ts';
import {
  type BothDirections,
  type FileUnderWay,
  type LiveProgress,
  MAX_FILES_SHOWN,
  type Step,
} from '../../domain/progress/progress.ts';
import type { Totals } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import { createFinishedPhotos, folderOf, nameOf } from './finished-photos.ts';
import { createSpeedMeters } from './speed-meters.ts';

/** Current activity of the engine. Lives in memory only: the log holds everything that must survive. */
export interface ProgressBoard {
  begin(file: QueuedFile): void;
  /** @param bytes received since the last call; negative when a file is read again */
  received(key: string, bytes: number): void;
  /** Counts bytes that were downloaded a second time, for an upload. */
  refetched(bytes: number): void;
  /** @param totalBytes of the file that Jottacloud has or that are on their way to it */
  sent(key: string, totalBytes: number): void;
  end(file: QueuedFile, isDone: boolean): void;
  setPhase(phase: Phase): void;
  /** Returns the bytes that have crossed each link since the board was created. */
  moved(): BothDirections;
  read(at: EpochMs, totals: Totals, waiting: LiveProgress['waiting']): Omit<LiveProgress, 'notes'>;
}

type Phase = 'listing' | 'copying' | 'checking';

/** A file on the board. */
interface Entry {
  file: QueuedFile;
  received: number;
  /** null until its upload begins. */
  sent: number | null;
}

/** @param carriedBytes bytes that were under way when the last life of the engine stopped */
export function createProgressBoard(startedAt: EpochMs, carriedBytes = 0): ProgressBoard {
  const underWay = new Map<string, Entry>();
  const crossed: BothDirections = { received: 0, sent: 0 };
  const meters = createSpeedMeters(startedAt);
  const quiet = createQuietWatch(startedAt);
  const steady = createSteadyBytes(carriedBytes);
  const finished = createFinishedPhotos();
  let lastFile: string | null = null;
  let phase: Phase = 'listing';

  return {
    begin: (file) => void underWay.set(file.key, { file, received: 0, sent: null }),
    received(key, bytes) {
      crossed.received += Math.max(0, bytes);
      const entry = underWay.get(key);
      if (entry) entry.received += bytes;
    },
    refetched: (bytes) => void (crossed.received += bytes),
    sent(key, totalBytes) {
      const entry = underWay.get(key);
      if (!entry) return;
      // Jottacloud had these bytes before: they do not cross the link now.
      crossed.sent += entry.sent === null ? 0 : Math.max(0, totalBytes - entry.sent);
      entry.sent = totalBytes;
    },
    end(file, isDone) {
      underWay.delete(file.key);
      if (!isDone) return;
      lastFile = nameOf(file);
      if (file.state.status === 'done') finished.add(file, file.state.proof);
    },
    setPhase: (next) => void (phase = next),
    moved: () => ({ ...crossed }),
    read(at, totals, waiting) {
      const entries = [...underWay.values()];
      const progressBytes = totals.bytesDone + entries.reduce((sum, entry) => sum + progressOf(entry), 0);
      const isPaused = waiting !== null && entries.length === 0;
      const { meter, perSecond } = meters.read({ at, progressBytes, crossed, isPaused });
      const bytesUnderWay = entries.reduce((sum, { sent }) => sum + (sent ?? 0), 0);
      return {
        at,
        step: phase === 'copying' ? copyingStep(entries, waiting !== null) : phase,
        bytesUnderWay: steady.read(totals.bytesDone, bytesUnderWay),
        quietMs: quiet.read(at, crossed.received + crossed.sent, entries.length > 0 && !isHeldBack(waiting)),
        bytesPerSecond: meter.bytesPerSecond,
        perSecond,
        secondsLeft: phase === 'copying' ? secondsLeft(meter, totals.bytesFound - progressBytes) : null,
        lastFile,
        files: entries.slice(0, MAX_FILES_SHOWN).map(fileUnderWay),
        finished: finished.list(),
        waiting,
      };
    },
  };
}

/** Counts half a byte for its download and half for its upload, so that the bar and the speed move with either. */
const progressOf = ({ received, sent }: Entry): number => (received + (sent ?? 0)) / 2;

function copyingStep(entries: readonly Entry[], isWaiting: boolean): Step {
  if (entries.some(({ sent }) => (sent ?? 0) > 0)) return 'uploading';
  return isWaiting ? 'waiting' : 'downloading';
}

/** Whether a service asks for a pause, which explains why no byte moves. Trouble of the connection itself does not. */
const isHeldBack = (waiting: LiveProgress['waiting']): boolean =>
  waiting !== null && waiting.error.code !== 'network' && waiting.error.code !== 'offline';

function fileUnderWay({ file, received, sent }: Entry): FileUnderWay {
  const { key, sizeBytes } = file;
  const isReceived = checkpointOf(file.state)?.status === 'hashed' || received >= sizeBytes;
  const isUploading = sent !== null && sent > 0;
  return {
    key,
    photo: file.itemKey,
    name: nameOf(file),
    folder: folderOf(file),
    sizeBytes,
    step: isUploading ? 'send' : isReceived ? 'check' : 'get',
    doneBytes: Math.min(sizeBytes, isUploading ? sent : isReceived ? sizeBytes : received),
  };
}
