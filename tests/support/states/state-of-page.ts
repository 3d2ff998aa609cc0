import type { Page } from '@playwright/test';
import type { Logs } from '../../../utils/domain/account/logs.ts';
import type { LiveProgress } from '../../../utils/domain/progress/progress.ts';
import type { FirstRunNote } from '../../../utils/domain/run/first-run.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import type { LookNote } from '../../../utils/domain/top-up/look-note.ts';
import type { PendingSend } from '../../../utils/settings/pending-sends.ts';

/** One state of one page: what is to be in the log, and what is to be pressed on it. */
export interface StateOfPage {
  name: string;
  path: string;
  isConnected: boolean;
  run: Run | null;
  /** A run before that one. */
  earlier: Run | null;
  totals: Totals;
  /** Result of a look at Apple; absent: none. */
  look?: LookNote;
  /** Names of records that could not be read as photos. */
  unusable: readonly string[];
  note: FirstRunNote;
  /** Presses that wait. */
  pending: readonly PendingSend[];
  /** Whose logs there are, and who is signed in. */
  logs: Logs;
  /** Told by an engine that is not there. */
  live: LiveProgress | null;
  act: (page: Page) => Promise<void>;
}
