import type { OddOptions, SampleWriter } from './sample-writer.ts';

/** The day of `NSDate.distantFuture`, which some programs write for "never". */
const ABSURD = Date.UTC(4001, 0, 1, 12);

/** Name, moment it was taken (null: none), and what else is odd. */
const DATES: Record<string, [name: string, takenAt: number | null, more: OddOptions]> = {
  'just-before-1970': ['IMG_3201.JPG', -1, { timeZoneOffsetSeconds: 0 }],
  'first-of-1970': ['IMG_3202.JPG', 0, { timeZoneOffsetSeconds: 0 }],
  'old-scan': ['IMG_3203.JPG', Date.UTC(1912, 3, 15, 12), { timeZoneOffsetSeconds: 0 }],
  'taken-in-far-future': ['IMG_3204.JPG', ABSURD, { addedAt: Date.UTC(2022, 9, 4, 12) }],
  'taken-before-photography': [
    'IMG_3205.JPG',
    Date.UTC(1601, 0, 1, 12),
    { addedAt: Date.UTC(2022, 9, 5, 12) },
  ],
  'taken-missing': ['IMG_3206.JPG', null, { addedAt: Date.UTC(2022, 9, 6, 12) }],
  'no-date': [
    'IMG_3207.JPG',
    null,
    { addedAt: Date.UTC(2022, 9, 7, 12), oddAssetFields: { addedDate: undefined } },
  ],
  'no-usable-date': ['IMG_3208.JPG', null, { addedAt: ABSURD }],
  'next-month-east': ['IMG_3209.JPG', Date.UTC(2025, 5, 30, 23, 30), { timeZoneOffsetSeconds: 7_200 }],
  'next-year-east': ['IMG_3210.JPG', Date.UTC(2024, 11, 31, 23, 30), { timeZoneOffsetSeconds: 3_600 }],
  'last-year-west': ['IMG_3211.JPG', Date.UTC(2025, 0, 1, 3), { timeZoneOffsetSeconds: -18_000 }],
  'zone-missing': [
    'IMG_3212.JPG',
    Date.UTC(2025, 0, 31, 23, 30),
    { oddAssetFields: { timeZoneOffset: undefined } },
  ],
};

/** Dates that broke one of the peers; in no album. */
export function addOddDates(writer: SampleWriter): void {
  for (const [label, [name, takenAt, more]] of Object.entries(DATES)) writer.odd(label, name, takenAt, more);
}
