import type { Run } from '../run/run.ts';

/** Charge below which a computer without power may sleep. */
const LOW_CHARGE = 0.2;

/** Returns whether the battery is too low to keep the computer awake. @param level 0 to 1 */
export const isBatteryLow = ({ level, charging }: { level: number; charging: boolean }): boolean =>
  !charging && level < LOW_CHARGE;

/** Returns whether the computer is to stay awake: only while a run works that somebody began, and the person wants it. */
export const mustKeepAwake = (
  run: Pick<Run, 'status' | 'isAutomatic'> | null,
  { isWanted, hasLowBattery }: { isWanted: boolean; hasLowBattery: boolean },
): boolean => isWanted && !hasLowBattery && run?.status === 'active' && !run.isAutomatic;
