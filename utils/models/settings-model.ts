import type { ErrorRecord } from '../errors.ts';
import type { Arrangement } from '../domain/layout/arrangement.ts';
import type { FolderProblem } from '../domain/layout/destination-folder.ts';
import type { LayoutSample } from '../domain/layout/layout-sample.ts';
import type { Speed } from '../domain/progress/concurrency.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { ReadonlySignal } from '@preact/signals';

/** How it stands with Jottacloud on the options page. */
export type Connection =
  | { status: 'reading' }
  | { status: 'disconnected'; error: ErrorRecord | null }
  | { status: 'connecting' }
  | { status: 'connected'; account: JottacloudAccount | null; error: ErrorRecord | null };

/** A copy that goes on with the settings it began with: `planned` waits for "Start". */
export type OpenRun = 'none' | 'planned' | 'begun';

/** Signals of the options page and the actions it calls. */
export interface SettingsModel {
  connection: ReadonlySignal<Connection>;
  destinationFolder: ReadonlySignal<string>;
  folderProblem: ReadonlySignal<FolderProblem | null>;
  arrangement: ReadonlySignal<Arrangement>;
  /** The plan is shown before each copy. */
  showPlan: ReadonlySignal<boolean>;
  /** The browser tells of the end of a copy, and when it needs somebody. */
  notifications: ReadonlySignal<boolean>;
  openRun: ReadonlySignal<OpenRun>;
  /** The user's own albums and photos; null while none are known. */
  layoutSample: ReadonlySignal<LayoutSample | null>;
  connect(token: string): Promise<void>;
  disconnect(): Promise<void>;
  /** Whether a copy has begun and not ended, as it is now. */
  isCopying(): Promise<boolean>;
  /** Checks and, if it is allowed, stores at once. */
  setDestinationFolder(name: string): Promise<void>;
  /** Stores at once. */
  arrange(change: Partial<Arrangement>): Promise<void>;
  setShowPlan(isShown: boolean): Promise<void>;
  /** Asks the browser's leave in the user's own press; without it they stay off. */
  setNotifications(isOn: boolean): Promise<void>;
  /** How much of the link a copy may take. */
  speed: ReadonlySignal<Speed>;
  setSpeed(speed: Speed): Promise<void>;
  /** Buttons and marks on iCloud Photos. */
  marks: ReadonlySignal<boolean>;
  setMarks(isOn: boolean): Promise<void>;
  /** icloud.com.cn is allowed. */
  china: ReadonlySignal<boolean>;
  /** Asks the user for the permission, or gives it back. Must run in their own press. */
  setChina(isOn: boolean): Promise<void>;
  /** Everything that is kept in this browser. The page begins anew afterwards. */
  deleteAllData(): Promise<void>;
  /** That has just been done. */
  isDeleted: boolean;
  /** The diagnosis log, with names and tokens blacked out. */
  readDiagnosis(): Promise<string>;
}
