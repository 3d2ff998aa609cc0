import { expect, test } from 'vitest';
import { planTime } from './plan-time.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';

const plan = samplePlan({ all: amount(1, 1, 125e9), already: amount(1, 1, 25e9) });

test('without a measured speed it is a range for 20 to 100 Mbit/s, of what must get through', () => {
  expect(planTime(plan)).toEqual({ min: 8_000, max: 40_000, isMeasured: false });
});

test('a measured speed makes the range narrower', () => {
  expect(planTime({ ...plan, bytesPerSecond: 1e6 })).toMatchObject({ max: 130_000, isMeasured: true });
});

test('nothing to send takes no time', () => {
  expect(planTime(samplePlan())).toBeNull();
});
