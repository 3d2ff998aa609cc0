import { expect, test } from 'vitest';
import { readPower } from './read-power.ts';

const battery = (level: number, charging: boolean) => () => Promise.resolve({ level, charging });

test.each([
  ['no API, as in Firefox', {}, false, false],
  ['a battery at 19 percent', { getBattery: battery(0.19, false) }, true, false],
  ['a battery at 19 percent that charges', { getBattery: battery(0.19, true) }, false, false],
  ['a battery at 20 percent', { getBattery: battery(0.2, false) }, false, false],
  ['a battery that is not shown', { getBattery: () => Promise.reject(new Error('blocked')) }, false, false],
  ['a mobile connection', { connection: { type: 'cellular' } }, false, true],
  ['a person who saves data', { connection: { type: 'wifi', saveData: true } }, false, true],
  ['a connection of an unknown type', { connection: { saveData: false } }, false, false],
])('%s', async (_, device, hasLowBattery, isMetered) => {
  expect(await readPower(device)).toEqual({ hasLowBattery, isMetered });
});
