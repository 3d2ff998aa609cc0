import type { ErrorRecord } from '../errors.ts';
import type { Run, Totals } from './run.ts';

/** One library in the report. */
export interface ReportLibrary {
  /** Zone name as Apple gives it; `PrimarySync…` is the personal library, `SharedSync-…` the shared one. */
  zoneName: string;
  /** Apple's own count; null if it was not told. */
  appleCount: number | null;
  itemsFound: number;
}

/** One file, or one record that could not be read as a photo. */
export interface ReportProblem {
  name: string;
  /** Record name of the asset, for the link to the photo on icloud.com; null if there is none. */
  assetName: string | null;
  error: ErrorRecord;
}

/** Everything the report page shows. */
export interface Report {
  run: Run;
  totals: Totals;
  libraries: ReportLibrary[];
  /** The first thousand; `totals` has the number of all. */
  problems: ReportProblem[];
  /** Zones that hold no library of the user's own and were left out. */
  skippedZones: string[];
}
