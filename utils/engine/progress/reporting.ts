import { percentDone } from '../../domain/run/item-counts.ts';
import type { Backoffs } from '../flow/backoff.ts';
import type { LiveNote, BothWays } from '../../domain/progress/progress.ts';
import type { Run } from '../../domain/run/run.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Reporter } from '../../ports/reporter.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { SpeedStore } from '../../ports/speed-store.ts';
import type { ProgressBoard } from './progress-board.ts';
import type { EpochMs } from '../../units.ts';
import { type SpeedSeries, startSeries, withPoint } from '../../domain/progress/speed-series.ts';

/** Often enough for the eye; each telling costs a little on both sides. */
const INTERVAL_MS = 500;

/** Between two tellings lies less, unless the computer was asleep. */
const ASLEEP_MS = 60_000;
/** So long it is told that it was. */
const WOKEN_MS = 10 * 60_000;

/** Tells how it goes until aborted; the cost of one telling does not grow with the library. */
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
  let toldPercent: number | null = null;
  let ownRun: Run | null = null;
  let [toldAt, wokenAt] = [clock.now(), -Infinity];
  const notes = (): LiveNote[] => [
    ...(clock.now() - wokenAt < WOKEN_MS ? (['woken'] as const) : []),
    ...(Object.values(backoffs).some(({ isShaky }) => isShaky) ? (['shaky'] as const) : []),
    ...(tools.isClockWrong() ? (['clock-wrong'] as const) : []),
  ];
  while (!signal.aborted) {
    const [run, totals] = await Promise.all([store.readRun(), store.readTotals()]);
    const closed = [backoffs.icloud.paused, backoffs['icloud-bytes'].paused, backoffs.jottacloud.paused].find(
      (backoff) => backoff !== null && backoff.until - clock.now() > INTERVAL_MS,
    );
    if (clock.now() - toldAt > ASLEEP_MS) wokenAt = clock.now();
    toldAt = clock.now();
    const live = { ...board.read(toldAt, totals, closed ?? null), notes: notes() };
    ownRun ??= run;
    reporter.live(live, run, totals);
    if (live.step === 'downloading' || live.step === 'uploading')
      if (run) await speeds.note(run.id, live.at, board.moved());
    const percent = percentDone(run, totals);
    if (percent !== toldPercent) reporter.turned({ idle: false, percent });
    toldPercent = percent;
    await clock.sleep(INTERVAL_MS, signal);
  }
  if (ownRun) await keepBytesUnderWay(ownRun, board.read(clock.now(), await store.readTotals(), null), store);
}

/** What was under way stays in the number of bytes while the run stands still. */
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

/** Keeps the speeds of a run in the log, for the chart: one small record, written once in a step of five seconds or more. */
export interface SpeedLog {
  /** @param moved bytes of this life of the engine so far */
  note(runId: number, at: EpochMs, moved: BothWays): Promise<void>;
}

export function createSpeedLog(store: Pick<SpeedStore, 'readSpeeds' | 'saveSpeeds'>): SpeedLog {
  let series: SpeedSeries | null = null;
  let last: { at: EpochMs; moved: BothWays } | null = null;
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
  };
}
