import type { ErrorRecord } from '../errors.ts';
import type { FolderProblem } from '../photos/destination-folder.ts';
import type { JottacloudAccount } from '../transfer/snapshot.ts';
import type { ReadonlySignal } from '@preact/signals';

/** How it stands with Jottacloud on the options page. */
export type Connection =
  | { status: 'reading' }
  | { status: 'disconnected'; error: ErrorRecord | null }
  | { status: 'connecting' }
  | { status: 'connected'; account: JottacloudAccount | null; error: ErrorRecord | null };

/** Signals of the options page and the actions it calls. */
export interface SettingsModel {
  connection: ReadonlySignal<Connection>;
  destinationFolder: ReadonlySignal<string>;
  folderProblem: ReadonlySignal<FolderProblem | null>;
  connect(token: string): Promise<void>;
  disconnect(): Promise<void>;
  /** Checks and, if it is allowed, stores at once. */
  setDestinationFolder(name: string): Promise<void>;
}
