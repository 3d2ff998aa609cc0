import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { everything } from '../album/choice.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { changedRun, sampleRun } from '../testing/sample-run.ts';
import { noTotals } from './run.ts';
import { type RunEvent, transitionRun } from './run-transition.ts';

const now = epochMs(10_000_000);
const plan = samplePlan({ countedAt: now });
const videos = { ...everything, kinds: ['video' as const] };
const planned = sampleRun({ status: 'planned', plan });
const error = { code: 'jottacloud-full', detail: '' } as const;

describe('a finished run', () => {
  const finished = sampleRun({ status: 'finished' });

  test.each([
    ['pause', { type: 'paused' }],
    ['resume', { type: 'resumed' }],
    ['stop', { type: 'stopped', at: now, endTotals: noTotals }],
    ['another choice', { type: 'choiceChanged', choice: videos }],
    ['confirmation', { type: 'confirmed', isOld: false }],
  ] as const)('stays as it is after: %s', (_, event) => {
    expect(transitionRun(finished, event)).toBe(finished);
  });
});

describe('a plan', () => {
  test('waits for "Start" after a pause, and a confirmed run continues', () => {
    const paused = transitionRun(planned, { type: 'paused' });
    expect(transitionRun(paused, { type: 'resumed' }).status).toBe('planned');
    const begun = changedRun(paused, { isConfirmed: true });
    expect(transitionRun(begun, { type: 'resumed' }).status).toBe('active');
  });

  test.each([
    [false, false, 'planned', false],
    [true, false, 'active', true],
    [false, true, 'active', true],
  ])('of a run confirmed: %s, with nothing to do: %s, makes it %s', (isConfirmed, isIdle, status, after) => {
    const result = { choice: everything, plan, shortfalls: [], isIdle };
    expect(transitionRun(sampleRun({ isConfirmed }), { type: 'counted', ...result })).toMatchObject({
      status,
      isConfirmed: after,
      plan,
    });
  });

  test('begins as it was shown, or is counted again if it is old', () => {
    expect(transitionRun(planned, { type: 'confirmed', isOld: false })).toMatchObject({
      status: 'active',
      isConfirmed: true,
      plan,
    });
    expect(transitionRun(planned, { type: 'confirmed', isOld: true })).toMatchObject({
      phase: 'counting',
      plan: null,
      listing: 'all',
    });
  });

  test('may become a copy of another choice, which is counted', () => {
    const { destinationFolder, arrangement, speed } = planned;
    const request = { destinationFolder, arrangement, speed, choice: videos };
    expect(transitionRun(planned, { type: 'takenOver', request })).toMatchObject({
      choice: videos,
      plan: null,
      isConfirmed: true,
    });
  });

  test('survives another speed, but not another choice', () => {
    const type = 'requestChanged';
    const speed = { type, request: { speed: 'polite' }, isOther: false, needsAll: false } as const;
    expect(transitionRun(planned, speed).plan).toBe(plan);
    const other = { type, request: { choice: videos }, isOther: true, needsAll: true } as const;
    expect(transitionRun(planned, other)).toMatchObject({
      status: 'active',
      plan: null,
      listing: 'all',
      firstOrder: 0,
    });
  });
});

describe('a run that needs a person', () => {
  const stuck = transitionRun(sampleRun({ phase: 'checking' }), { type: 'obstructed', error });

  test('keeps what it did, and continues with it', () => {
    expect(stuck).toMatchObject({ status: 'attention', attention: error });
    for (const type of ['admitted', 'resumed'] as const)
      expect(transitionRun(stuck, { type })).toEqual(sampleRun({ phase: 'checking' }));
  });

  test.each<[string, RunEvent]>([
    ['paused', { type: 'paused' }],
    ['stopped', { type: 'stopped', at: now, endTotals: noTotals }],
    ['ended', { type: 'ended', at: now, shortfalls: [], endTotals: noTotals }],
  ])('has no error once it is %s', (_, event) => {
    expect(transitionRun(stuck, event)).not.toHaveProperty('attention');
  });
});

test('a plan that nobody has confirmed cannot end', () => {
  expect(() =>
    transitionRun(planned, { type: 'ended', at: now, shortfalls: [], endTotals: noTotals }),
  ).toThrow('planned');
});
