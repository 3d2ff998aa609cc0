import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs } from '../units.ts';
import { type Meter, readMeter, secondsLeft, startMeter } from './progress-meter.ts';

const steady = (bytesPerSecond: number, seconds: number): Meter => {
  let meter = startMeter(epochMs(0));
  for (let second = 1; second <= seconds; second += 1)
    meter = readMeter(meter, epochMs(second * 1_000), bytesPerSecond);
  return meter;
};

test('a steady speed is told as it is', () => {
  expect(steady(1_000_000, 60).bytesPerSecond).toBeCloseTo(1_000_000);
});

test('one fast second does not make the number jump', () => {
  const meter = readMeter(steady(1_000_000, 60), epochMs(61_000), 10_000_000);
  expect(meter.bytesPerSecond).toBeLessThan(2_500_000);
  expect(meter.slowBytesPerSecond).toBeLessThan(1_200_000);
});

test('time that does not pass changes nothing', () => {
  const meter = steady(5, 3);
  expect([readMeter(meter, meter.at, 100), readMeter(meter, epochMs(0), 100)]).toEqual([meter, meter]);
});

test('no time left is told from too little history, or when nothing moves', () => {
  expect([secondsLeft(steady(1_000, 4), 9_000), secondsLeft(steady(0, 60), 9_000)]).toEqual([null, null]);
});

test('nothing left takes no time', () => {
  expect(secondsLeft(startMeter(epochMs(0)), 0)).toEqual({ least: 0, most: 0 });
});

test('the range holds the time that a steady speed takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (speed, left) => {
      const range = secondsLeft(steady(speed, 30), left);
      expect(range?.least).toBeLessThanOrEqual(left / speed);
      expect(range?.most).toBeGreaterThanOrEqual(left / speed);
    }),
    { numRuns: 50 },
  );
});
