import { checkpointOf } from '../../domain/file/file.ts';
import {
  createQuietWatch,
  createSteadyBytes,
  readMeter,
  secondsLeft,
  startMeter,
} from '../../domain/progress/progress-meter.ts';
import {
  type BothWays,
  type FileUnderWay,
  type FinishedFile,
  LAST_FINISHED,
  type LiveProgress,
  MAX_TOLD,
  type Step,
} from '../../domain/progress/progress.ts';
import type { Totals } from '../../domain/run/run.ts';
import type { EpochMs } from '../../units.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** What is going on right now, kept in memory only: the log has everything that matters. */
export interface ProgressBoard {
  begin(file: QueuedFile): void;
  /** @param bytes received since the last call; negative when a file is read again */
  received(key: string, bytes: number): void;
  /** Bytes that were fetched a second time, for an upload. */
  refetched(bytes: number): void;
  /** @param totalBytes of the file that Jottacloud has or that are on their way */
  sent(key: string, totalBytes: number): void;
  end(file: QueuedFile, isDone: boolean): void;
  setPhase(phase: 'listing' | 'copying' | 'checking'): void;
  /** Bytes that have crossed each link since the board was made. */
  moved(): BothWays;
  read(at: EpochMs, totals: Totals, waiting: LiveProgress['waiting']): Omit<LiveProgress, 'notes'>;
}

/** A file on the board. */
interface Entry {
  file: QueuedFile;
  received: number;
  /** null until its upload begins. */
  sent: number | null;
}

/** @param carriedBytes that were under way when the last life of the engine stopped */
export function createProgressBoard(startedAt: EpochMs, carriedBytes = 0): ProgressBoard {
  const underWay = new Map<string, Entry>();
  let finished: FinishedFile[] = [];
  let meter = startMeter(startedAt);
  let meteredBytes: number | null = null;
  const crossed: BothWays = { received: 0, sent: 0 };
  let metered: BothWays = { ...crossed };
  const meters = { received: startMeter(startedAt), sent: startMeter(startedAt) };
  const quiet = createQuietWatch(startedAt);
  const steady = createSteadyBytes(carriedBytes);
  let lastFile: string | null = null;
  let phase: 'listing' | 'copying' | 'checking' = 'listing';

  const step = (isWaiting: boolean): Step => {
    if (phase !== 'copying') return phase;
    if ([...underWay.values()].some(({ sent }) => (sent ?? 0) > 0)) return 'uploading';
    return isWaiting ? 'waiting' : 'downloading';
  };

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
      // What Jottacloud has when an upload begins has not crossed the link now.
      crossed.sent += entry.sent === null ? 0 : Math.max(0, totalBytes - entry.sent);
      entry.sent = totalBytes;
    },
    end(file, isDone) {
      underWay.delete(file.key);
      if (!isDone) return;
      lastFile = nameOf(file);
      if (file.state.status === 'done')
        finished = [finishedFile(file, file.state.proof), ...finished].slice(0, LAST_FINISHED);
    },
    setPhase: (next) => void (phase = next),
    moved: () => ({ ...crossed }),
    read(at, totals, waiting) {
      const entries = [...underWay.values()];
      const bytesUnderWay = entries.reduce((sum, { sent }) => sum + (sent ?? 0), 0);
      // Half for having come, half for having gone: so the bar and the speed never stand still while something moves.
      const moved =
        totals.bytesDone + entries.reduce((sum, { received, sent }) => sum + (received + (sent ?? 0)) / 2, 0);
      // While a service asks us to wait, the clock of the speed stands still too.
      meter =
        waiting && entries.length === 0
          ? { ...meter, at }
          : readMeter(meter, at, Math.max(0, moved - (meteredBytes ?? moved)));
      meteredBytes = moved;
      for (const way of ['received', 'sent'] as const)
        meters[way] = readMeter(meters[way], at, crossed[way] - metered[way]);
      metered = { ...crossed };
      return {
        at,
        step: step(waiting !== null),
        bytesUnderWay: steady.read(totals.bytesDone, bytesUnderWay),
        quietMs: quiet.read(at, crossed.received + crossed.sent, entries.length > 0 && !isHeldBack(waiting)),
        bytesPerSecond: meter.bytesPerSecond,
        perSecond: { received: meters.received.bytesPerSecond, sent: meters.sent.bytesPerSecond },
        secondsLeft: phase === 'copying' ? secondsLeft(meter, totals.bytesFound - moved) : null,
        lastFile,
        files: entries.slice(0, MAX_TOLD).map(toldFile),
        finished,
        waiting,
      };
    },
  };
}

/** A service wants a rest: that nothing moves has its reason. Trouble of the line itself is none. */
const isHeldBack = (waiting: LiveProgress['waiting']): boolean =>
  waiting !== null && waiting.error.code !== 'network' && waiting.error.code !== 'offline';

const nameOf = ({ path }: QueuedFile): string => path.split('/').at(-1) ?? path;

const finishedFile = (file: QueuedFile, proof: FinishedFile['proof']): FinishedFile => ({
  key: file.key,
  name: nameOf(file),
  sizeBytes: file.sizeBytes,
  proof,
});

function toldFile({ file, received, sent }: Entry): FileUnderWay {
  const { key, sizeBytes } = file;
  const isHere = checkpointOf(file.state)?.status === 'hashed' || received >= sizeBytes;
  const isGoing = sent !== null && sent > 0;
  return {
    ...{ key, name: nameOf(file), sizeBytes },
    step: isGoing ? 'send' : isHere ? 'check' : 'get',
    doneBytes: Math.min(sizeBytes, isGoing ? sent : isHere ? sizeBytes : received),
  };
}
