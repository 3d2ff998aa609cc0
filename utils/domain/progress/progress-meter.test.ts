import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../units.ts';
import {
  createQuietWatch,
  createSteadyBytes,
  type Meter,
  readMeter,
  secondsLeft,
  startMeter,
} from './progress-meter.ts';

const steady = (bytesPerSecond: number, seconds: number): Meter => {
  let meter = startMeter(epochMs(0));
  for (let second = 1; second <= seconds; second += 1)
    meter = readMeter(meter, epochMs(second * 1_000), bytesPerSecond);
  return meter;
};

test('a steady speed is reported as it is', () => {
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

test('no time left is reported from too little history, or if nothing moves', () => {
  expect([secondsLeft(steady(1_000, 4), 9_000), secondsLeft(steady(0, 60), 9_000)]).toEqual([null, null]);
});

test('nothing left takes no time', () => {
  expect(secondsLeft(startMeter(epochMs(0)), 0)).toEqual({ min: 0, max: 0 });
});

test('the range holds the time that a steady speed takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (speed, left) => {
      const range = secondsLeft(steady(speed, 30), left);
      expect(range?.min).toBeLessThanOrEqual(left / speed);
      expect(range?.max).toBeGreaterThanOrEqual(left / speed);
    }),
    { numRuns: 50 },
  );
});

describe('how long no byte has crossed the link', () => {
  const readings = (...rows: [atMs: number, crossedBytes: number, mayMove?: boolean][]): number[] => {
    const watch = createQuietWatch(epochMs(0));
    return rows.map(([at, bytes, mayMove = true]) => watch.read(epochMs(at), bytes, mayMove));
  };

  test('is counted from the last byte', () => {
    expect(readings([500, 10], [1_000, 20], [11_000, 20], [21_000, 20], [21_500, 21])).toEqual([
      0, 0, 10_000, 20_000, 0,
    ]);
  });
  test('is nothing while nothing is to move', () => {
    expect(readings([10_000, 0, false], [20_000, 0, false], [25_000, 0])).toEqual([0, 0, 5_000]);
  });
  test('leaves out a night of sleep and a clock that was set back', () => {
    expect(readings([5_000, 0], [8 * 3_600_000, 0], [8 * 3_600_000 + 5_000, 0])).toEqual([5_000, 0, 5_000]);
    expect(readings([50_000, 0], [1_000, 0], [4_000, 0])).toEqual([50_000, 0, 3_000]);
  });
});

describe('bytes done and under way together', () => {
  test('never shrink, whatever is put back and sent again', () => {
    const reading = fc.record({ gained: fc.nat(50), underWay: fc.nat(100) });
    fc.assert(
      fc.property(fc.nat(100), fc.array(reading), (carried, rows) => {
        const bytes = createSteadyBytes(carried);
        let [done, shown] = [0, 0];
        for (const { gained, underWay } of rows) {
          done += gained;
          const now = done + bytes.read(done, underWay);
          expect(now).toBeGreaterThanOrEqual(shown);
          expect(now).toBeGreaterThanOrEqual(done + underWay);
          shown = now;
        }
      }),
    );
  });
  test('continue from where a pause left them', () => {
    const bytes = createSteadyBytes(2_100);
    expect([bytes.read(3_900, 0), bytes.read(3_900, 1_000), bytes.read(5_900, 500)]).toEqual([
      2_100, 2_100, 500,
    ]);
  });
  test('shrink by what turns out to be missing', () => {
    const bytes = createSteadyBytes(0);
    expect([bytes.read(5_000, 100), bytes.read(1_000, 0)]).toEqual([100, 100]);
  });
});
