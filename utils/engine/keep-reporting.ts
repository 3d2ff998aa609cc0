import { percentDone } from '../transfer/item-counts.ts';
import type { Gates } from './gate.ts';
import type { Clock, ItemStore, Reporter } from './ports.ts';
import type { ProgressBoard } from './progress-board.ts';
import { createSpeedLog } from './speed-log.ts';

/** Often enough for the eye; each telling costs a little on both sides. */
const INTERVAL_MS = 400;

/** Tells how it goes until aborted; the cost of one telling does not grow with the library. */
export async function keepReporting(
  tools: { board: ProgressBoard; store: ItemStore; clock: Clock; gates: Gates; reporter: Reporter },
  signal: AbortSignal,
): Promise<void> {
  const { board, store, clock, gates, reporter } = tools;
  const speeds = createSpeedLog(store);
  let toldPercent: number | null = null;
  while (!signal.aborted) {
    const [run, totals] = await Promise.all([store.readRun(), store.readTotals()]);
    const closed = [gates.icloud.closed, gates['icloud-bytes'].closed, gates.jottacloud.closed].find(
      (gate) => gate !== null && gate.until - clock.now() > INTERVAL_MS,
    );
    const live = board.read(clock.now(), totals, closed ?? null);
    reporter.live(live, run, totals);
    if (live.step === 'downloading' || live.step === 'uploading')
      if (run) await speeds.note(run.id, live.at, board.moved());
    const percent = percentDone(run, totals);
    if (percent !== toldPercent) reporter.turned({ idle: false, percent });
    toldPercent = percent;
    await clock.sleep(INTERVAL_MS, signal);
  }
}
