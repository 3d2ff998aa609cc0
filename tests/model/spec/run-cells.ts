import { everything } from '../../../utils/domain/album/choice.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { openLog, readLatestRun, saveRun } from '../../../utils/store/database.ts';
import {
  changeChoice,
  confirmRun,
  copyChosen,
  dropPlan,
  followSettings,
  pauseRun,
  resumeRun,
  savePlan,
  startRun,
  stopRun,
} from '../../../utils/store/runs/runs.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import { samplePlan } from '../../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../../utils/domain/testing/sample-run.ts';
import { epochMs } from '../../../utils/units.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

type StateName = 'none' | 'counting' | Run['status'];

const at = epochMs(1_000);
const plan = samplePlan({ countedAt: at });
const request = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  speed: 'normal',
} as const;

/** The latest run in each state, so that the compiler asks for every new one. */
const runs: Record<StateName, Run | null> = {
  none: null,
  counting: sampleRun({ status: 'active', phase: 'counting', isConfirmed: false }),
  planned: sampleRun({ status: 'planned', phase: 'counting', isConfirmed: false, plan }),
  active: sampleRun({ status: 'active', plan }),
  paused: sampleRun({ status: 'paused', plan }),
  attention: sampleRun({
    status: 'attention',
    plan,
    attention: { code: 'jottacloud-full', detail: '', service: 'jottacloud' },
  }),
  finished: sampleRun({ status: 'finished', plan }),
};

/** What a person, or the engine after counting, does to it. */
const events: Record<string, (database: LogDatabase) => Promise<unknown>> = {
  press: (database) => startRun(database, at, { ...request, isConfirmed: false }),
  copyChosen: (database) => copyChosen(database, at, request),
  choose: (database) => changeChoice(database, { ...everything, from: '2024-01-01' }),
  settings: (database) => followSettings(database, { ...request, destinationFolder: 'Photos' }),
  start: (database) => confirmRun(database, at),
  notNow: (database) => dropPlan(database),
  stop: (database) => stopRun(database, at),
  pause: (database) => pauseRun(database),
  goOn: (database) => resumeRun(database),
  counted: async (database) => {
    const run = await readLatestRun(database);
    if (run) await savePlan(database, run, plan, []);
  },
};

export const runStates: string[] = Object.keys(runs);
export const runEvents: string[] = Object.keys(events);

let logs = 0;

/** Returns the cell's text: the latest run's state after the event. */
export async function happenToRun(state: string, event: string): Promise<string> {
  logs += 1;
  const database = await openLog(`run cells ${logs}`);
  const run = new Map(Object.entries(runs)).get(state);
  if (run) await saveRun(database, run);
  await events[event]?.(database);
  const after = await readLatestRun(database);
  database.close();
  if (!after) return 'none';
  return after.status === 'active' && !after.isConfirmed ? 'counting' : after.status;
}
