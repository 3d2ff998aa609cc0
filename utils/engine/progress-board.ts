import type { ErrorRecord } from '../errors.ts';
import { readMeter, secondsLeft, startMeter } from '../transfer/progress-meter.ts';
import type { LiveProgress, Step } from '../transfer/progress.ts';
import type { Totals } from '../transfer/run.ts';
import type { EpochMs } from '../units.ts';
import type { QueuedFile } from './ports.ts';

/** What is going on right now, kept in memory only: the log has everything that matters. */
export interface ProgressBoard {
  begin(file: QueuedFile): void;
  /** @param bytes received since the last call; negative when a file is read again */
  received(key: string, bytes: number): void;
  /** @param totalBytes of the file that Jottacloud has or that are on their way */
  sent(key: string, totalBytes: number): void;
  end(file: QueuedFile, isDone: boolean): void;
  setPhase(phase: 'listing' | 'copying' | 'checking'): void;
  read(at: EpochMs, totals: Totals, waiting: { error: ErrorRecord; until: EpochMs } | null): LiveProgress;
}

export function createProgressBoard(startedAt: EpochMs): ProgressBoard {
  const underWay = new Map<string, { received: number; sent: number }>();
  let meter = startMeter(startedAt);
  let meteredBytes: number | null = null;
  let lastFile: string | null = null;
  let phase: 'listing' | 'copying' | 'checking' = 'listing';

  const step = (isWaiting: boolean): Step => {
    if (phase !== 'copying') return phase;
    if ([...underWay.values()].some(({ sent }) => sent > 0)) return 'uploading';
    return isWaiting ? 'waiting' : 'downloading';
  };

  return {
    begin: ({ key }) => void underWay.set(key, { received: 0, sent: 0 }),
    received(key, bytes) {
      const file = underWay.get(key);
      if (file) file.received += bytes;
    },
    sent(key, totalBytes) {
      const file = underWay.get(key);
      if (file) file.sent = totalBytes;
    },
    end(file, isDone) {
      underWay.delete(file.key);
      if (isDone) lastFile = file.path.split('/').at(-1) ?? null;
    },
    setPhase: (next) => void (phase = next),
    read(at, totals, waiting) {
      const files = [...underWay.values()];
      const bytesUnderWay = files.reduce((sum, { sent }) => sum + sent, 0);
      // Half for having come, half for having gone: so the bar and the speed never stand still while something moves.
      const moved =
        totals.bytesDone + files.reduce((sum, { received, sent }) => sum + (received + sent) / 2, 0);
      // While a service asks us to wait, the clock of the speed stands still too.
      meter =
        waiting && files.length === 0
          ? { ...meter, at }
          : readMeter(meter, at, Math.max(0, moved - (meteredBytes ?? moved)));
      meteredBytes = moved;
      return {
        at,
        step: step(waiting !== null),
        bytesUnderWay,
        bytesPerSecond: meter.bytesPerSecond,
        secondsLeft: phase === 'copying' ? secondsLeft(meter, totals.bytesFound - moved) : null,
        lastFile,
        waiting,
      };
    },
  };
}
