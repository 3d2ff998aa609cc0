import { t, textLanguage } from './i18n.ts';
import type { EpochMs } from './units.ts';

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'];
/** Seconds. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `12,040` */
export const formatCount = (count: number): string => numbers({}).format(count);

/** `1 link, 2 albums and 3 photos`, as the language joins them. */
export const formatList = (parts: readonly string[]): string =>
  new Intl.ListFormat(textLanguage(), { type: 'conjunction' }).format(parts);

/** `27%`. Rounds down, so that 100% means all. @param part 0 to 1 */
export const formatPercent = (part: number): string =>
  numbers({ style: 'percent', maximumFractionDigits: 0 }).format(Math.floor(part * 100) / 100);

/** `61 GB`, `6.1 MB`: powers of 1000, one decimal below ten. @param bytes 0 or more */
export const formatBytes = (bytes: number): string => formatAmount(bytes, '');

/** `6.1 MB/s` */
export const formatSpeed = (bytesPerSecond: number): string => formatAmount(bytesPerSecond, '-per-second');

/** Below this a speed says nothing to a person, in bytes per second. */
const MIN_SHOWN_SPEED = 1_000;

/** The same, and '' below a kilobyte a second. */
export const formatShownSpeed = (bytesPerSecond: number): string =>
  bytesPerSecond < MIN_SHOWN_SPEED ? '' : formatSpeed(bytesPerSecond);

/** `2 hours`, rounded to the nearest minute, hour or day, and at least one minute. @param seconds 0 or more */
export function formatDuration(seconds: number): string {
  const unit = durationUnit(seconds);
  return durationFormat(unit).format(Math.max(1, Math.round(seconds / unit.seconds)));
}

/** Time that something took: `5 seconds` below a minute, `2 hours` above. @param seconds 0 or more; rounded up */
export const formatTimeTaken = (seconds: number): string =>
  Math.ceil(seconds) < MINUTE
    ? durationFormat({ name: 'second', seconds: 1 }).format(Math.max(1, Math.ceil(seconds)))
    : formatDuration(seconds);

/**
 * `13–18 hours`. Rounds the shorter end down and the longer end up, so that the range never promises too much.
 *
 * @returns null below a minute: callers have a sentence for that
 */
export function formatDurationRange({ min, max }: { min: number; max: number }): string | null {
  if (max < MINUTE) return null;
  const unit = durationUnit(max);
  const from = Math.max(1, Math.floor(min / unit.seconds));
  const to = Math.max(from, Math.ceil(max / unit.seconds));
  return from === to ? durationFormat(unit).format(to) : durationFormat(unit).formatRange(from, to);
}

/** `14:35` or `2:35 PM`, by language. */
export const formatTimeOfDay = (at: EpochMs): string => dates({ timeStyle: 'short' }).format(at);

/** `23 Nov 2026`, in the order of the language. */
export const formatDate = (at: EpochMs): string => dates({ dateStyle: 'medium' }).format(at);

/** Days before today that a weekday names. A week ago had the weekday of today. */
const WEEKDAYS = 6;

/** Duration of a video as players show it: `0:12`, `1:02:05`. @param seconds 0 or more */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / MINUTE) % 60;
  return whole < HOUR
    ? `${minutes}:${two(whole % MINUTE)}`
    : `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(whole % MINUTE)}`;
}

/** A past moment: `this morning`, `2:35 PM`, `yesterday`, `Tuesday` within the last week, else the date. */
export function formatDayBefore(at: EpochMs, now: EpochMs): string {
  const days = calendarDays(at, now);
  if (days <= 0) return isMorning(at) && !isMorning(now) ? t('thisMorning') : formatTimeOfDay(at);
  if (days === 1) return new Intl.RelativeTimeFormat(textLanguage(), { numeric: 'auto' }).format(-1, 'day');
  return days <= WEEKDAYS ? formatWeekday(at) : formatDate(at);
}

const isMorning = (at: EpochMs): boolean => new Date(at).getHours() < 12;

/** Counts the midnights between two moments in the local time zone, correct across changes of daylight saving time. */
export function calendarDays(from: EpochMs, to: EpochMs): number {
  const dayOf = (at: EpochMs): number => {
    const date = new Date(at);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / (DAY * 1_000);
  };
  return dayOf(to) - dayOf(from);
}

/** A day as {@link formatDate} writes it. @param day `2026-11-23` */
export const formatDay = (day: string): string =>
  dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** `Tuesday`, in the local time zone. */
export const formatWeekday = (at: EpochMs): string => dates({ weekday: 'long' }).format(at);

/** `6 – 11 PM` or `18–23`: whole hours in the local time zone. */
export function formatHours(from: EpochMs, to: EpochMs): string {
  const format = dates({ hour: 'numeric' });
  if (format.resolvedOptions().hour12) return format.formatRange(from, to);
  // Unicode data adds a unit here in some languages: `18–23 t`.
  return [...new Set([from, to].map((at) => new Date(at).getHours()))].join('–');
}
/** The name of a month in its year: `June`. @param month `2024-06` */
export const formatMonth = (month: string): string =>
  dates({ month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));

/** Date and time of day. */
export const formatDateAndTime = (at: EpochMs): string =>
  dates({ dateStyle: 'medium', timeStyle: 'short' }).format(at);

function formatAmount(bytes: number, per: '' | '-per-second'): string {
  let power = 0;
  let amount = bytes;
  while (roundAsShown(amount) >= 1000 && power < byteUnits.length - 1) {
    amount /= 1000;
    power += 1;
  }
  const unit = `${byteUnits[power] ?? 'byte'}${per}`;
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return keepTogether(numbers({ style: 'unit', unit, unitDisplay }).format(roundAsShown(amount)));
}

/** Puts no-break spaces into a few words: a line never ends between a number and its word. */
export const keepTogether = (words: string): string => words.replaceAll(' ', '\u00A0');

const roundAsShown = (amount: number): number =>
  amount < 9.95 ? Math.round(amount * 10) / 10 : Math.round(amount);

interface DurationUnit {
  name: 'second' | 'minute' | 'hour' | 'day';
  seconds: number;
}

/** Minutes up to an hour and a half, hours up to two days. */
function durationUnit(seconds: number): DurationUnit {
  if (seconds < 1.5 * HOUR) return { name: 'minute', seconds: MINUTE };
  return seconds < 2 * DAY ? { name: 'hour', seconds: HOUR } : { name: 'day', seconds: DAY };
}

const durationFormat = ({ name }: DurationUnit): Intl.NumberFormat =>
  numbers({ style: 'unit', unit: name, unitDisplay: 'long' });

/** Caches formats: creating one takes a hundred times as long as using it, and a report uses one thousands of times. */
const cache = {
  numbers: new Map<string, Intl.NumberFormat>(),
  dates: new Map<string, Intl.DateTimeFormat>(),
};

const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  once(cache.numbers, options, (language) => new Intl.NumberFormat(language, options));

const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once(cache.dates, options, (language) => new Intl.DateTimeFormat(language, options));

function once<Format>(
  formats: Map<string, Format>,
  options: object,
  make: (language: string) => Format,
): Format {
  const language = textLanguage();
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? make(language);
  formats.set(key, format);
  return format;
}
