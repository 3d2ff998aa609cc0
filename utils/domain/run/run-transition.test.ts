import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { everything } from '../album/choice.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { noTotals } from './run.ts';
import {
  begunFromPlan,
  confirmed,
  isPlanFor,
  isPlanOld,
  newRun,
  paused,
  resumed,
  stopped,
  withChoice,
  withPlan,
  withRequest,
} from './run-transition.ts';

const now = epochMs(10_000_000);
const plan = samplePlan({ countedAt: now });
const videos = { ...everything, kinds: ['video' as const] };
const planned = sampleRun({ status: 'planned', isConfirmed: false, plan });

describe('a finished run', () => {
  const finished = sampleRun({ status: 'finished' });

  test.each([
    ['pause', paused],
    ['resume', resumed],
    ['stop', (run: typeof finished) => stopped(run, now, noTotals)],
    ['another choice', (run: typeof finished) => withChoice(run, videos)],
    ['confirmation', (run: typeof finished) => confirmed(run, false)],
  ])('stays as it is after: %s', (_, change) => {
    expect(change(finished)).toBe(finished);
  });
});

describe('a plan', () => {
  test('waits for "Start" after a pause, and a confirmed run continues', () => {
    expect(resumed(paused(planned)).status).toBe('planned');
    expect(resumed(paused({ ...planned, isConfirmed: true })).status).toBe('active');
  });

  test.each([
    [false, false, 'planned', false],
    [true, false, 'active', true],
    [false, true, 'active', true],
  ])('of a run confirmed: %s, with nothing to do: %s, makes it %s', (isConfirmed, isIdle, status, after) => {
    const counted = { choice: everything, plan, shortfalls: [] };
    expect(withPlan(sampleRun({ isConfirmed }), counted, isIdle)).toMatchObject({
      status,
      isConfirmed: after,
      plan,
    });
  });

  test('is old after an hour, or when it is missing', () => {
    expect(isPlanOld(planned, epochMs(now + 3_600_000))).toBe(false);
    expect(isPlanOld(planned, epochMs(now + 3_600_001))).toBe(true);
    expect(isPlanOld({ ...planned, plan: null }, now)).toBe(true);
  });

  test('begins as it was shown, or is counted again if it is old', () => {
    expect(confirmed(planned, false)).toMatchObject({ status: 'active', isConfirmed: true, plan });
    expect(confirmed(planned, true)).toMatchObject({ phase: 'counting', plan: null, listing: 'all' });
  });

  test('of everything may become a copy of any choice, one of a choice only of the same', () => {
    expect(isPlanFor(planned, videos)).toBe(true);
    expect(isPlanFor({ ...planned, choice: videos }, everything)).toBe(false);
    expect(isPlanFor({ ...planned, choice: videos }, videos)).toBe(true);
    const request = { ...newRequest, choice: videos };
    expect(begunFromPlan(planned, request)).toMatchObject({ choice: videos, plan: null, isConfirmed: true });
  });

  test('survives another speed, but not another choice', () => {
    expect(withRequest(planned, { speed: 'polite' }, { isOther: false, needsAll: false }).plan).toBe(plan);
    expect(withRequest(planned, { choice: videos }, { isOther: true, needsAll: true })).toMatchObject({
      status: 'active',
      plan: null,
      listing: 'all',
      firstOrder: 0,
    });
  });
});

const { destinationFolder, choice, arrangement, speed } = sampleRun();
const newRequest = { destinationFolder, choice, arrangement, speed };

test('a new run is active and counts first', () => {
  const begun = { id: 2, listing: 'changes' as const, firstOrder: 7, startedAt: now };
  expect(newRun({ ...newRequest, isConfirmed: false }, begun)).toMatchObject({
    ...begun,
    status: 'active',
    phase: 'counting',
    plan: null,
    isConfirmed: false,
  });
});
