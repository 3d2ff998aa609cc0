import type { ErrorRecord } from '../errors.ts';
import type { Arrangement } from '../domain/layout/arrangement.ts';
import type { FolderProblem } from '../domain/layout/destination-folder.ts';
import type { LayoutSample } from '../domain/layout/layout-sample.ts';
import type { Speed } from '../domain/progress/concurrency.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { ReadonlySignal } from '@preact/signals';
import { parseArrangement } from '../domain/layout/arrangement.ts';
import { parseSpeed } from '../domain/progress/concurrency.ts';
import type { Run } from '../domain/run/run.ts';
import { signal } from '@preact/signals';
import { folderProblem } from '../domain/layout/destination-folder.ts';
import { toErrorRecord } from '../errors.ts';
import type { switches } from '../settings/settings.ts';
import { type SignalsOf, signalsOf, type StoredItem } from './stored-signal.ts';

/** How it stands with Jottacloud on the options page. */
export type Connection =
  | { status: 'reading' }
  | { status: 'disconnected'; error: ErrorRecord | null }
  | { status: 'connecting' }
  | { status: 'connected'; account: JottacloudAccount | null; error: ErrorRecord | null };

/** A copy that goes on with the settings it began with: `planned` waits for "Start". */
export type OpenRun = 'none' | 'planned' | 'begun';

/** The settings that are one tick. */
type Switches = typeof switches;

/** Signals of the options page, the actions it calls, and every setting that is one tick. */
export interface SettingsModel extends SignalsOf<Switches> {
  connection: ReadonlySignal<Connection>;
  destinationFolder: ReadonlySignal<string>;
  folderProblem: ReadonlySignal<FolderProblem | null>;
  arrangement: ReadonlySignal<Arrangement>;
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
  /** Asks the browser's leave in the user's own press; without it they stay off. */
  setNotifications(isOn: boolean): Promise<void>;
  /** How much of the link a copy may take. */
  speed: ReadonlySignal<Speed>;
  setSpeed(speed: Speed): Promise<void>;
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

/** What the model is given: where it reads and writes, and whom it asks. */
export interface SettingsPorts {
  isConnected(): Promise<boolean>;
  readAccount(): Promise<JottacloudAccount | null>;
  /** Asks for a partner's host permission where the token names one, then connects. Runs in the user's gesture. */
  connect(token: string): Promise<JottacloudAccount>;
  disconnect(): Promise<void>;
  readFolder(): Promise<string>;
  writeFolder(name: string): Promise<void>;
  readArrangement(): Promise<unknown>;
  writeArrangement(arrangement: Arrangement): Promise<void>;
  switches: { [Name in keyof Switches]: StoredItem<boolean> };
  /** Switched on, and allowed. */
  readNotifications(): Promise<boolean>;
  writeNotifications(isOn: boolean): Promise<void>;
  /** Asks the user. @returns false if the browser may not */
  allowNotifications(): Promise<boolean>;
  readSpeed(): Promise<unknown>;
  writeSpeed(speed: Speed): Promise<void>;
  isChinaAllowed(): Promise<boolean>;
  /** @returns whether it is allowed then */
  allowChina(isOn: boolean): Promise<boolean>;
  deleteAllData(): Promise<void>;
  isDeleted: boolean;
  readDiagnosis(): Promise<string>;
  readOpenRun(): Promise<OpenRun>;
  readLayoutSample(): Promise<LayoutSample | null>;
}

/** Whether a copy is under way that keeps its settings. */
export function openRunOf(run: Pick<Run, 'status' | 'isConfirmed'> | null): OpenRun {
  if (!run || run.status === 'finished') return 'none';
  return run.isConfirmed ? 'begun' : 'planned';
}

/** The options page's model. */
export async function createSettingsModel(ports: SettingsPorts): Promise<SettingsModel> {
  const [isConnected, folder, arranged, areNotificationsOn, chosenSpeed, isChinaOn, switchSignals] =
    await Promise.all([
      ports.isConnected(),
      ports.readFolder(),
      ports.readArrangement(),
      ports.readNotifications(),
      ports.readSpeed(),
      ports.isChinaAllowed(),
      signalsOf(ports.switches),
    ]);
  const connection = signal<Connection>(
    isConnected ? { status: 'reading' } : { status: 'disconnected', error: null },
  );
  const destinationFolder = signal(folder);
  const arrangement = signal(parseArrangement(arranged));
  const notifications = signal(areNotificationsOn);
  const speed = signal(parseSpeed(chosenSpeed));
  const china = signal(isChinaOn);
  const openRun = signal<OpenRun>('none');
  const layoutSample = signal<LayoutSample | null>(null);
  const problem = signal<FolderProblem | null>(null);

  const readAccount = async (): Promise<void> => {
    try {
      const account = await ports.readAccount();
      connection.value = account
        ? { status: 'connected', account, error: null }
        : { status: 'disconnected', error: null };
    } catch (error) {
      const record = toErrorRecord(error);
      connection.value =
        record.code === 'jottacloud-signed-out'
          ? { status: 'disconnected', error: record }
          : { status: 'connected', account: null, error: record };
    }
  };
  if (isConnected) void readAccount();
  const readOpenRun = async (): Promise<void> => {
    openRun.value = await ports.readOpenRun();
  };
  const readLog = async (): Promise<void> => {
    await readOpenRun();
    layoutSample.value = await ports.readLayoutSample();
  };
  // Settings can be changed without it.
  void readLog().catch(() => undefined);

  return {
    ...switchSignals,
    connection,
    destinationFolder,
    folderProblem: problem,
    arrangement,
    notifications,
    openRun,
    layoutSample,
    async connect(token) {
      connection.value = { status: 'connecting' };
      try {
        connection.value = { status: 'connected', account: await ports.connect(token), error: null };
      } catch (error) {
        // The token may have been taken before the account could be read.
        connection.value = (await ports.isConnected())
          ? { status: 'connected', account: null, error: toErrorRecord(error) }
          : { status: 'disconnected', error: toErrorRecord(error) };
      }
    },
    async disconnect() {
      await ports.disconnect();
      connection.value = { status: 'disconnected', error: null };
    },
    isCopying: async () => (await ports.readOpenRun()) === 'begun',
    async setDestinationFolder(name) {
      const composed = name.normalize('NFC').trim();
      problem.value = folderProblem(composed);
      if (problem.value !== null) return;
      destinationFolder.value = composed;
      await ports.writeFolder(composed);
      // Whoever goes on by keyboard finds "Undo" at once: what the plan does is told as soon as it is known.
      readOpenRun().catch(() => undefined);
    },
    async arrange(change) {
      arrangement.value = parseArrangement({ ...arrangement.value, ...change });
      await ports.writeArrangement(arrangement.value);
      openRun.value = await ports.readOpenRun();
    },
    async setNotifications(isOn) {
      notifications.value = isOn;
      const isAllowed = isOn && (await ports.allowNotifications().catch(() => false));
      notifications.value = isAllowed;
      await ports.writeNotifications(isAllowed);
    },
    speed,
    async setSpeed(next) {
      speed.value = next;
      await ports.writeSpeed(next);
      openRun.value = await ports.readOpenRun();
    },
    china,
    async setChina(isOn) {
      // first of all: browsers ask for a permission only in the press itself
      const isAllowed = await ports.allowChina(isOn);
      china.value = isAllowed;
    },
    deleteAllData: () => ports.deleteAllData(),
    isDeleted: ports.isDeleted,
    readDiagnosis: () => ports.readDiagnosis(),
  };
}
