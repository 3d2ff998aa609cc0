import type { ReadonlySignal } from '@preact/signals';
import type { ErrorRecord } from '../errors.ts';
import type { Report } from '../domain/report/report.ts';
import type { AlbumCounts } from '../domain/run/album-notes.ts';
import type { ReportTally } from '../domain/report/report-tally.ts';

/** The two forms in which the report is taken away. */
export type ReportFormat = 'csv' | 'json';

/** What is counted over all files: how far the counting is (0 to 1), then the sums; null where it could not be counted. */
export type Counting = { isCounted: false; part: number } | { isCounted: true; tally: CountedTally | null };

/** Sums over all files, and the photos that were found in each album or are not shown there. */
export type CountedTally = ReportTally & AlbumCounts;

/** What a report was made with, and of whose accounts: `K••@•••.no`, `K•• N••`; null where that is not known now. */
export interface ReportOrigin {
  version: string;
  browser: string;
  apple: string | null;
  jottacloud: string | null;
}

/** null inside `report` while it is read, or when nothing was ever run. */
export interface ReportModel {
  report: ReadonlySignal<Report | null>;
  loading: ReadonlySignal<boolean>;
  counting: ReadonlySignal<Counting>;
  origin: ReadonlySignal<ReportOrigin>;
  /**
   * Makes the list of all files.
   *
   * @param reasonOf why a file was not copied, for a person
   * @param onPart called with the part that is done, 0 to 1
   */
  makeFile(
    format: ReportFormat,
    reasonOf: (error: ErrorRecord) => string,
    onPart: (part: number) => void,
  ): Promise<Blob>;
}
