import { defaultArrangement } from '../layout/arrangement.ts';
import { everything } from '../album/choice.ts';
import { epochMs } from '../../units.ts';
import type { Run, RunStatus } from '../run/run.ts';
import { rowOfRun, runOfRow, type RunRow } from '../run/run-row.ts';
import { samplePlan } from './sample-plan.ts';

/** A stored run that copies everything, begun at 0 and confirmed, for tests. */
const sampleRunRow = (): RunRow => ({
  id: 1,
  status: 'active',
  phase: 'copying',
  startedAt: epochMs(0),
  endedAt: null,
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  listing: 'all',
  speed: 'normal',
  firstOrder: 0,
  isConfirmed: true,
  plan: null,
  listedItems: 0,
  appleCount: null,
  checkedFiles: 0,
  attention: null,
  shortfalls: [],
});

/** The same as a run. Fields that its status does not have are dropped. */
export const sampleRun = <Status extends RunStatus = 'active'>(
  change: Partial<RunRow> & { status?: Status } = {},
): Extract<Run, { status: Status }> => changedRun(runOfRow(sampleRunRow()), change);

/** Returns a run with other fields, of whatever status. */
export const changedRun = <Status extends RunStatus>(
  run: Run,
  change: Partial<RunRow> & { status?: Status },
): Extract<Run, { status: Status }> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row becomes a run of the row's status
  runOfRow({
    ...rowOfRun(run),
    ...(change.status === 'planned' && !run.plan && { plan: samplePlan() }),
    ...change,
  }) as Extract<Run, { status: Status }>;
