import { everything } from '../../../utils/domain/album/choice.ts';
import { noTotals, type Run, type RunStatus } from '../../../utils/domain/run/run.ts';
import { type RunEvent, transitionRun } from '../../../utils/domain/run/run-transition.ts';
import { samplePlan } from '../../../utils/domain/testing/sample-plan.ts';
import { sampleRun } from '../../../utils/domain/testing/sample-run.ts';
import { epochMs } from '../../../utils/units.ts';

const at = epochMs(1_000);
const plan = samplePlan({ countedAt: at });
const error = { code: 'jottacloud-full', detail: '' } as const;
const { destinationFolder, choice, arrangement, speed } = sampleRun();
const request = { destinationFolder, choice, arrangement, speed };
const confirmedOrNot = [true, false];

/** Runs in each status, in all forms that an event may lead elsewhere, so that the compiler asks for every new one. */
export const sampleRuns: Record<RunStatus, Run[]> = {
  active: confirmedOrNot.map((isConfirmed) => sampleRun({ isConfirmed })),
  planned: [sampleRun({ status: 'planned', plan })],
  paused: confirmedOrNot.map((isConfirmed) => sampleRun({ status: 'paused', isConfirmed, plan })),
  attention: confirmedOrNot.map((isConfirmed) =>
    sampleRun({ status: 'attention', isConfirmed, plan, attention: error }),
  ),
  finished: [sampleRun({ status: 'finished', plan })],
};

/** Events of each type, in all their forms that lead elsewhere. */
export const sampleRunEvents: { [Type in RunEvent['type']]: Extract<RunEvent, { type: Type }>[] } = {
  requestChanged: confirmedOrNot.map((isOther) => ({
    ...{ type: 'requestChanged', request: { speed } },
    ...{ isOther, needsAll: isOther },
  })),
  choiceChanged: [{ type: 'choiceChanged', choice: { ...everything, from: '2024-01-01' } }],
  confirmed: confirmedOrNot.map((isOld) => ({ type: 'confirmed', isOld })),
  takenOver: [{ type: 'takenOver', request }],
  counted: confirmedOrNot.map((isIdle) => ({ type: 'counted', choice, plan, shortfalls: [], isIdle })),
  phaseBegun: [{ type: 'phaseBegun', phase: 'copying' }],
  listedAgain: [{ type: 'listedAgain' }],
  paused: [{ type: 'paused' }],
  resumed: [{ type: 'resumed' }],
  obstructed: [{ type: 'obstructed', error }],
  admitted: [{ type: 'admitted' }],
  ended: [{ type: 'ended', at, shortfalls: [], endTotals: noTotals }],
  stopped: [{ type: 'stopped', at, endTotals: noTotals }],
};

/** Returns the cell's text: every status that the event may lead to. */
export function endsOfRun(status: string, type: string): string {
  const runs = new Map(Object.entries(sampleRuns)).get(status) ?? [];
  const events = new Map<string, RunEvent[]>(Object.entries(sampleRunEvents)).get(type) ?? [];
  const ends = runs.flatMap((run) => events.map((event) => endOf(run, event)));
  return [...new Set(ends)].toSorted().join(', ');
}

function endOf(run: Run, event: RunEvent): string {
  try {
    return transitionRun(run, event).status;
  } catch {
    return '—';
  }
}
