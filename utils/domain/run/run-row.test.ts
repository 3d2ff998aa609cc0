import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { noTotals, type Run, type RunStatus } from './run.ts';
import { rowOfRun, runOfRow, type RunRow } from './run-row.ts';

const attention = { code: 'jottacloud-full', detail: '' } as const;

/** A run in each status, so that the compiler asks for every new one. */
const runs: { [Status in RunStatus]: Extract<Run, { status: Status }> } = {
  active: sampleRun({ phase: 'checking' }),
  planned: sampleRun({ status: 'planned' }),
  paused: sampleRun({ status: 'paused' }),
  attention: sampleRun({ status: 'attention', attention }),
  finished: sampleRun({ status: 'finished', endedAt: epochMs(9), isStopped: true, endTotals: noTotals }),
};

/** Fields that a row has in each status beside those of every run, as version 4 of the log writes them. */
const ownFields: Record<RunStatus, Partial<RunRow>> = {
  active: { phase: 'checking', endedAt: null, attention: null },
  planned: { phase: 'counting', endedAt: null, attention: null },
  paused: { phase: 'copying', endedAt: null, attention: null },
  attention: { phase: 'copying', endedAt: null, attention },
  finished: { phase: 'copying', endedAt: epochMs(9), attention: null, isStopped: true, endTotals: noTotals },
};

describe.each(Object.values(runs))('a run that is $status', (run) => {
  test('is read as it was written', () => {
    expect(runOfRow(rowOfRun(run))).toEqual(run);
  });

  test('has the fields of its row', () => {
    const { status, id, choice } = run;
    expect(rowOfRun(run)).toMatchObject({ status, id, choice, ...ownFields[status] });
  });
});

describe('a row of an earlier version', () => {
  const row = rowOfRun(runs.active);

  test('keeps no field that its status does not have', () => {
    const paused = runOfRow({ ...row, status: 'paused', attention, endedAt: epochMs(9), isStopped: true });
    for (const field of ['attention', 'endedAt', 'isStopped']) expect(paused).not.toHaveProperty(field);
  });

  test.each<[string, Partial<RunRow>, Partial<Run>]>([
    ['a plan that is missing', { status: 'planned', plan: null }, { status: 'active', plan: null }],
    ['an error that is missing', { status: 'attention' }, { status: 'attention' }],
    ['an end that is missing', { status: 'finished' }, { status: 'finished', isStopped: false }],
    ['a plan', { status: 'planned', plan: samplePlan() }, { status: 'planned', isConfirmed: false }],
  ])('is read with %s', (_, change, expected) => {
    expect(runOfRow({ ...row, ...change })).toMatchObject(expected);
  });
});
