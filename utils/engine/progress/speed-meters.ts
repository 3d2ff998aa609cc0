import { type Meter, readMeter, startMeter } from '../../domain/progress/progress-meter.ts';
import type { BothDirections } from '../../domain/progress/progress.ts';
import type { EpochMs } from '../../units.ts';

/** Byte counts at one moment. */
interface MeterReading {
  at: EpochMs;
  /** Progress of the whole copy, in bytes. */
  progressBytes: number;
  /** Bytes that have crossed each link so far. */
  crossed: BothDirections;
  /** A service asks us to wait and no file is under way: the meter of the copy pauses. */
  isPaused: boolean;
}

/** Smoothed speeds of the whole copy and of each direction. */
export interface SpeedMeters {
  read(reading: MeterReading): { meter: Meter; perSecond: BothDirections };
}

/** Creates the meters of the speeds of a run. */
export function createSpeedMeters(startedAt: EpochMs): SpeedMeters {
  let meter = startMeter(startedAt);
  let received = startMeter(startedAt);
  let sent = startMeter(startedAt);
  let before: { progressBytes: number | null; crossed: BothDirections } = {
    progressBytes: null,
    crossed: { received: 0, sent: 0 },
  };
  return {
    read({ at, progressBytes, crossed, isPaused }) {
      const progress = Math.max(0, progressBytes - (before.progressBytes ?? progressBytes));
      meter = isPaused ? { ...meter, at } : readMeter(meter, at, progress);
      received = readMeter(received, at, crossed.received - before.crossed.received);
      sent = readMeter(sent, at, crossed.sent - before.crossed.sent);
      before = { progressBytes, crossed: { ...crossed } };
      return { meter, perSecond: { received: received.bytesPerSecond, sent: sent.bytesPerSecond } };
    },
  };
}
