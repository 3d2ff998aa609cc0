import { percentDone } from '../../domain/run/item-counts.ts';
import type { Backoffs } from '../flow/backoff.ts';
import type { LiveNote, BothDirections } from '../../domain/progress/progress.ts';
import type { Run } from '../../domain/run/run.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Reporter } from '../../ports/reporter.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { SpeedStore } from '../../ports/speed-store.ts';
import type { ProgressBoard } from './progress-board.ts';
import type { EpochMs } from '../../units.ts';
import {
  recentSpeeds,
  type SpeedSeries,
  startSeries,
  withPoint,
} from '../../domain/progress/speed-series.ts';

/** Time between two reports: often enough for the eye; each report costs both sides a little. */
const INTERVAL_MS = 500;

/** A longer gap between two reports means that the computer was asleep. */
const ASLEEP_MS = 60_000;
/** How long the note about the sleep is shown. */
const WOKEN_MS = 10 * 60_000;

/** Reports progress until aborted. The cost of a report does not grow with the library. */
export async function reportProgress(
  tools: {
    board: ProgressBoard;
    store: Pick<RunLog, 'readRun' | 'changeRun' | 'readTotals'> &
      Pick<SpeedStore, 'readSpeeds' | 'saveSpeeds'>;
    clock: Clock;
    backoffs: Backoffs;
    reporter: Reporter;
    isClockWrong: () => boolean;
  },
  signal: AbortSignal,
): Promise<void> {
  const { board, store, clock, backoffs, reporter } = tools;
  const speeds = createSpeedLog(store);
  let reportedPercent: number | null = null;
  let ownRun: Run | null = null;
  let reportedAt = clock.now();
  let wokenAt = -Infinity;
  const notes = (): LiveNote[] => [
    ...(clock.now() - wokenAt < WOKEN_MS ? (['woken'] as const) : []),
    ...(Object.values(backoffs).some(({ isShaky }) => isShaky) ? (['shaky'] as const) : []),
    ...(tools.isClockWrong() ? (['clock-wrong'] as const) : []),
  ];
  while (!signal.aborted) {
    const [run, totals] = await Promise.all([store.readRun(), store.readTotals()]);
    const pauses = [backoffs.icloud.paused, backoffs['icloud-bytes'].paused, backoffs.jottacloud.paused];
    const waiting = pauses.find((pause) => pause !== null && pause.until - clock.now() > INTERVAL_MS) ?? null;
    if (clock.now() - reportedAt > ASLEEP_MS) wokenAt = clock.now();
    reportedAt = clock.now();
    const recent = speeds.recent(reportedAt);
    const live = {
      ...board.read(reportedAt, totals, waiting),
      notes: notes(),
      ...(recent && { recent }),
    };
    ownRun ??= run;
    reporter.live(live, run, totals);
    if (live.step === 'downloading' || live.step === 'uploading')
      if (run) await speeds.note(run.id, live.at, board.moved());
    const percent = percentDone(run, totals);
    if (percent !== reportedPercent) reporter.turned({ idle: false, percent });
    reportedPercent = percent;
    await clock.sleep(INTERVAL_MS, signal);
  }
  if (ownRun) await keepBytesUnderWay(ownRun, board.read(clock.now(), await store.readTotals(), null), store);
}

/** Saves the bytes under way, so that the displayed number does not shrink while the run is stopped. */
async function keepBytesUnderWay(
  { id }: Run,
  { bytesUnderWay }: { bytesUnderWay: number },
  store: Pick<RunLog, 'readRun' | 'changeRun'>,
): Promise<void> {
  const run = await store.readRun();
  if (run?.id !== id) return;
  const kept = run.status === 'finished' ? 0 : bytesUnderWay;
  if (kept !== (run.bytesUnderWay ?? 0)) await store.changeRun({ bytesUnderWay: kept });
}

/** Keeps the speeds of a run in the log, for the chart: one small record, written every five seconds or less often. */
export interface SpeedLog {
  /** Notes the bytes that have moved. @param moved bytes of this life of the engine so far */
  note(runId: number, at: EpochMs, moved: BothDirections): Promise<void>;
  /** Returns the averages of the last half hour; null while too little is measured. */
  recent(at: EpochMs): BothDirections | null;
}

/** Creates the log of the speeds of a run. */
export function createSpeedLog(store: Pick<SpeedStore, 'readSpeeds' | 'saveSpeeds'>): SpeedLog {
  let series: SpeedSeries | null = null;
  let last: { at: EpochMs; moved: BothDirections } | null = null;
  return {
    async note(runId, at, moved) {
      if (series?.runId !== runId) {
        series = (await store.readSpeeds(runId)) ?? startSeries(runId);
        last = null;
      }
      last ??= { at, moved };
      const elapsedMs = at - last.at;
      if (elapsedMs < series.stepMs) return;
      const perSecond = (bytes: number): number => Math.round((bytes * 1_000) / elapsedMs);
      series = withPoint(series, {
        at,
        received: perSecond(moved.received - last.moved.received),
        sent: perSecond(moved.sent - last.moved.sent),
      });
      last = { at, moved };
      await store.saveSpeeds(series);
    },
    recent: (at) => series && recentSpeeds(series, at),
  };
}
