import type { EpochMs } from '../../units.ts';

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Returns `2026-11-29`. @param offsetMinutes of local time, east of UTC */
export function reportDay(at: EpochMs, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * 60_000);
  return `${local.getUTCFullYear()}-${twoDigits(local.getUTCMonth() + 1)}-${twoDigits(local.getUTCDate())}`;
}

/** Most reports of one day. */
const MAX_REPORTS = 100;

/** Yields `Fotoflytt report 2026-11-29.html`, then the same with a number. @param day `2026-11-29` */
export function* reportNames(day: string): Generator<string> {
  for (let number = 1; number <= MAX_REPORTS; number += 1)
    yield `Fotoflytt report ${day}${number === 1 ? '' : ` (${number})`}.html`;
}

/** Whether a text is a day as {@link reportDay} writes it. */
export const isReportDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);
