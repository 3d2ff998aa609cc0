import { expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import { everything } from '../album/choice.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { isPlanFor, isPlanOld, newRun } from './run-request.ts';

const now = epochMs(10_000_000);
const planned = sampleRun({ status: 'planned', plan: samplePlan({ countedAt: now }) });
const videos = { ...everything, kinds: ['video' as const] };

test('a plan is old after an hour, or when it is missing', () => {
  expect(isPlanOld(planned, epochMs(now + 3_600_000))).toBe(false);
  expect(isPlanOld(planned, epochMs(now + 3_600_001))).toBe(true);
  expect(isPlanOld({ plan: null }, now)).toBe(true);
});

test('a plan of everything may become a copy of any choice, one of a choice only of the same', () => {
  expect(isPlanFor(planned, videos)).toBe(true);
  expect(isPlanFor({ ...planned, choice: videos }, everything)).toBe(false);
  expect(isPlanFor({ ...planned, choice: videos }, videos)).toBe(true);
});

test('a new run is active and counts first', () => {
  const { destinationFolder, choice, arrangement, speed } = sampleRun();
  const request = { destinationFolder, choice, arrangement, speed, isConfirmed: false };
  const begun = { id: 2, listing: 'changes' as const, firstOrder: 7, startedAt: now };
  expect(newRun(request, begun)).toMatchObject({
    ...begun,
    status: 'active',
    phase: 'counting',
    plan: null,
    isConfirmed: false,
  });
});
