import type { ReadonlySignal } from '@preact/signals';
import type { Report } from '../transfer/report.ts';

/** null inside `report` while it is read, or when nothing was ever run. */
export interface ReportModel {
  report: ReadonlySignal<Report | null>;
  loading: ReadonlySignal<boolean>;
}
