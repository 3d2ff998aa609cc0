import { finishText } from '../../../components/shared/text/finish-text.ts';
import type { ProgressState } from '../../../utils/domain/manifest/progress-file.ts';
import { finishTime } from '../../../utils/domain/progress/finish-time.ts';
import { recentSpeeds } from '../../../utils/domain/progress/speed-series.ts';
import { percentDone, taskBytes, taskCounts } from '../../../utils/domain/run/item-counts.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import { formatCount, formatDateAndTime, formatPercent } from '../../../utils/format.ts';
import { type MessageKey, t } from '../../../utils/i18n.ts';
import { settings } from '../../../utils/settings/settings.ts';
import { readLatestRun, readLogRecord, sharedLog } from '../../../utils/store/database.ts';
import { readSpeeds } from '../../../utils/store/runs/speeds.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';
import { type EpochMs, epochMs } from '../../../utils/units.ts';

const stateTexts: Record<ProgressState, MessageKey> = {
  copying: 'progressFileCopying',
  stopped: 'progressFileStopped',
  finished: 'progressFileFinished',
};

/** Says how far the copy of the current log is, and until when it takes; null if nobody wants to read it at Jottacloud. */
export async function readProgressText(state: ProgressState): Promise<string | null> {
  if (!(await settings.progressFile.getValue())) return null;
  const database = await sharedLog();
  const [run, { totals }] = await Promise.all([readLatestRun(database), readLogRecord(database)]);
  const now = epochMs(Date.now());
  const { done, all } = taskCounts(run, totals);
  const percent = formatPercent((percentDone(run, totals) ?? 0) / 100);
  const finish = state === 'copying' ? await readFinish(database, run, totals, now) : null;
  return [
    formatDateAndTime(now),
    '',
    t(stateTexts[state], formatCount(done), formatCount(all), percent),
    ...(finish === null ? [] : [finish]),
    '',
  ].join('\n');
}

async function readFinish(
  database: LogDatabase,
  run: Run | null,
  totals: Totals,
  now: EpochMs,
): Promise<string | null> {
  const speeds = run && (await readSpeeds(database, run.id));
  const recent = speeds && recentSpeeds(speeds, now);
  const { done, all } = taskBytes(run, totals, 0);
  const finish = recent && finishTime(now, all - done, recent);
  return finish && finishText(finish, now);
}
