import type { EpochMs } from '../../units.ts';

const MINUTE_MS = 60_000;

/** No clock on earth is further from Greenwich today; readers take no more (exiftool warns). */
const MAX_OFFSET_SECONDS = 14 * 3_600;

/**
 * A moment as the clock at that place showed it, with the clock's offset: `2024-06-15T14:00:00+02:00`; thousandths
 * where there are any.
 *
 * @param offsetSeconds east of Greenwich, rounded to minutes; one that no clock has is taken as 0
 * @returns null for moments outside the years 1 to 9999, which this notation cannot write
 */
export function localTime(at: EpochMs, offsetSeconds: number): string | null {
  const offsetMinutes = Math.abs(offsetSeconds) > MAX_OFFSET_SECONDS ? 0 : Math.round(offsetSeconds / 60);
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
