import type { EpochMs } from '../../units.ts';

const MINUTE_MS = 60_000;

/** Largest offset from UTC on earth, with a margin. It decides the day of a photo, and so may decide its folder. */
export const MAX_OFFSET_SECONDS = 15 * 3_600;

/** Largest offset that we write; readers accept no more (exiftool warns). */
const MAX_WRITTEN_OFFSET_SECONDS = 14 * 3_600;

/**
 * Formats a moment in local time with its offset: `2024-06-15T14:00:00+02:00`, with milliseconds unless they are 0.
 *
 * @param offsetSeconds east of UTC, rounded to minutes; an impossible offset counts as 0
 * @returns null outside the years 1 to 9999, which the format cannot express
 */
export function localTime(at: EpochMs, offsetSeconds: number): string | null {
  const offsetMinutes =
    Math.abs(offsetSeconds) > MAX_WRITTEN_OFFSET_SECONDS ? 0 : Math.round(offsetSeconds / 60);
  const local = new Date(at + offsetMinutes * MINUTE_MS);
  const year = local.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return local
    .toISOString()
    .replace('.000', '')
    .replace('Z', () => offset(offsetMinutes));
}

function offset(minutes: number): string {
  const distance = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(Math.floor(distance / 60))}:${twoDigits(distance % 60)}`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
