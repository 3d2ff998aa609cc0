import type { ReadonlySignal } from '@preact/signals';
import type { ErrorCode } from '../errors.ts';
import type { ProblemGroup } from '../domain/run/problem.ts';
import type { Run } from '../domain/run/run.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { TransferModel } from './transfer-model.ts';

/** The tabs of the transfer page, in their order. */
export const transferTabs = ['now', 'problems', 'history'] as const;
export type TransferTab = (typeof transferTabs)[number];

/** Signals of the transfer page and the actions it calls. What a tab shows is read when the tab is shown. */
export interface TransferPageModel {
  /** The card above the tabs: the same as in the popup. */
  transfer: TransferModel;
  tab: ReadonlySignal<TransferTab>;
  show(tab: TransferTab): void;
  /** Addresses of small pictures of files under way or finished last, by the file's key; those that can be had. */
  thumbnails: ReadonlySignal<ReadonlyMap<string, string>>;
  /** Speeds of the latest run; null before the first were measured. */
  speeds: ReadonlySignal<SpeedSeries | null>;
  /** null while they are read. */
  problems: ReadonlySignal<ProblemGroup[] | null>;
  /** "Try these again". @param code the reason; null for all */
  retry(code: ErrorCode | null): Promise<void>;
  /** Numbers of all runs, the latest first; null while they are read. */
  runIds: ReadonlySignal<readonly number[] | null>;
  /** The runs that were read so far, by number. */
  runs: ReadonlySignal<ReadonlyMap<number, Run>>;
  /** Reads the runs of these rows, and a few around them. @param to row after the last one */
  showRuns(from: number, to: number): void;
}
