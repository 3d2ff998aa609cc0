import { expect, test } from 'vitest';
import { isBatteryLow, mustKeepAwake } from './keep-awake.ts';

const wanted = { isWanted: true, hasLowBattery: false };

test.each([
  ['active', true],
  ['planned', false],
  ['paused', false],
  ['attention', false],
  ['finished', false],
] as const)('a run that is %s keeps the computer awake: %s', (status, isAwake) => {
  expect(mustKeepAwake({ status }, wanted)).toBe(isAwake);
});

test('nothing keeps it awake without the tick, without a run, or with a low battery', () => {
  expect(mustKeepAwake({ status: 'active' }, { ...wanted, isWanted: false })).toBe(false);
  expect(mustKeepAwake({ status: 'active' }, { ...wanted, hasLowBattery: true })).toBe(false);
  expect(mustKeepAwake(null, wanted)).toBe(false);
});

test.each([
  [0.19, false, true],
  [0.2, false, false],
  [0.05, true, false],
])('a battery at %d that charges (%s) is low: %s', (level, charging, isLow) => {
  expect(isBatteryLow({ level, charging })).toBe(isLow);
});
