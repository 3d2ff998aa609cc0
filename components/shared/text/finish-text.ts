import type { FinishTime } from '../../../utils/domain/progress/finish-time.ts';
import { calendarDays, formatDate, formatHours, formatWeekday } from '../../../utils/format.ts';
import { type MessageKey, t } from '../../../utils/i18n.ts';
import type { EpochMs } from '../../../utils/units.ts';

/** Below an hour no time of day is named: the time left says enough. */
const HOUR_MS = 3_600_000;
/** Longest wait for which hours are named. */
const HALF_DAY_MS = 12 * HOUR_MS;
/** A week from today has the weekday of today. */
const WEEKDAYS = 6;
/** Hours in a part of the day. */
const PART_HOURS = 6;

/** Parts of a day: from midnight, from six, from noon, from six in the evening. */
const today: readonly MessageKey[] = [
  'finishTonight',
  'finishThisMorning',
  'finishThisAfternoon',
  'finishThisEvening',
];
const laterDay: readonly MessageKey[] = ['finishNight', 'finishMorning', 'finishAfternoon', 'finishEvening'];

/**
 * Names the end of a copy as people do: the day and its part, beyond a week the date. Within half a day it adds the hours.
 * Uses the computer's time zone.
 *
 * @returns null within the last hour: minutes say more
 */
export function finishText({ earliest, likely, latest }: FinishTime, now: EpochMs): string | null {
  if (likely - now < HOUR_MS) return null;
  const days = calendarDays(now, likely);
  if (days > WEEKDAYS) return t('finishDate', formatDate(likely));
  const part = Math.floor(new Date(likely).getHours() / PART_HOURS);
  const key = (days === 0 ? today : laterDay)[part] ?? 'finishEvening';
  const end = days === 0 ? t(key) : t(key, formatWeekday(likely));
  return likely - now < HALF_DAY_MS ? t('finishHours', end, formatHours(earliest, latest)) : end;
}
