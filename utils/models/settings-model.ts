import type { ErrorRecord } from '../errors.ts';
import type { WhoseCopy } from '../domain/account/logs.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { ReadonlySignal } from '@preact/signals';
import { signal } from '@preact/signals';
import type { ManifestMode } from '../domain/manifest/manifest-state.ts';
import { toErrorRecord } from '../errors.ts';
import type { switches } from '../settings/settings.ts';
import { createFolderModel, type FolderModel, type FolderPorts } from './settings/folder-model.ts';
import { type CopySettings, type CopySettingsPorts, createCopySettings } from './settings/copy-settings.ts';
import type { TopUpMode } from '../domain/top-up/top-up-mode.ts';
import { signalOf, type SignalsOf, signalsOf, type StoredItem, type StoredSignal } from './stored-signal.ts';

/** State of the connection to Jottacloud on the options page. */
export type Connection =
  | { status: 'reading' }
  | { status: 'disconnected'; error: ErrorRecord | null }
  | { status: 'connecting' }
  | { status: 'connected'; account: JottacloudAccount | null; error: ErrorRecord | null };

/** The settings that are one tick. */
type Switches = typeof switches;

/** Signals of the options page, the actions it calls, and every setting that is one tick. */
export interface SettingsModel extends SignalsOf<Switches>, CopySettings {
  /** Jottacloud's folders, to choose the destination. */
  folders: FolderModel;
  connection: ReadonlySignal<Connection>;
  /** What happens after a complete copy; parse it with `parseTopUpMode`. */
  topUps: StoredSignal<TopUpMode>;
  /** The browser notifies when a copy ends or needs somebody. */
  notifications: ReadonlySignal<boolean>;
  /** The list of the copy at its destination. */
  manifest: StoredSignal<ManifestMode>;
  connect(token: string): Promise<void>;
  /** Returns whether a pasted text is a token that needs no permission, so that it can connect without another press. */
  connectsAtOnce(pasted: string): boolean;
  disconnect(): Promise<void>;
  /** Asks whether a copy has begun and not ended. */
  isCopying(): Promise<boolean>;
  /** Asks for the browser's permission, in the user's own press. Without it, notifications stay off. */
  setNotifications(isOn: boolean): Promise<void>;
  /** icloud.com.cn is allowed. */
  china: ReadonlySignal<boolean>;
  /** Asks the user for the permission, or returns it. Must run in their own press. */
  setChina(isOn: boolean): Promise<void>;
  /** Deletes everything that is kept in this browser, then reloads the page. */
  deleteAllData(): Promise<void>;
  /** All data has just been deleted. */
  isDeleted: boolean;
  /** Whose copy the settings are for, and the other ones. */
  whose: ReadonlySignal<WhoseCopy>;
  /** Deletes what this browser keeps of one Apple account. */
  deleteCopyOf(log: string): Promise<void>;
  /** Version of the extension. */
  version: string;
  /** Makes the diagnosis, with names and tokens blacked out. */
  readDiagnosis(): Promise<string>;
}

/** Everything the model reads, writes and asks. */
export interface SettingsPorts extends CopySettingsPorts, FolderPorts {
  isConnected(): Promise<boolean>;
  readAccount(): Promise<JottacloudAccount | null>;
  /** Asks for a partner's host permission if the token names one, then connects. Runs in the user's gesture. */
  connect(token: string): Promise<JottacloudAccount>;
  /** Returns whether a text is a token whose service needs no permission of the user. */
  connectsAtOnce(pasted: string): boolean;
  disconnect(): Promise<void>;
  manifest: StoredItem<ManifestMode>;
  switches: { [Name in keyof Switches]: StoredItem<boolean> };
  topUps: StoredItem<TopUpMode>;
  /** Whether notifications are switched on and allowed. */
  readNotifications(): Promise<boolean>;
  writeNotifications(isOn: boolean): Promise<void>;
  /** Asks the user. @returns false if the browser may not */
  allowNotifications(): Promise<boolean>;
  isChinaAllowed(): Promise<boolean>;
  /** Asks for the permission, or returns it. @returns whether the site is allowed now */
  allowChina(isOn: boolean): Promise<boolean>;
  deleteAllData(): Promise<void>;
  isDeleted: boolean;
  readWhose(): Promise<WhoseCopy>;
  /** Calls back after another account got a log or lost it, or signed in. */
  watchWhose(changed: () => void): void;
  deleteCopyOf(log: string): Promise<void>;
  version: string;
  readDiagnosis(): Promise<string>;
}

/** Creates the options page's model. */
export async function createSettingsModel(ports: SettingsPorts): Promise<SettingsModel> {
  const [ticks, topUps, manifest, connection, perCopy, permitted, whose] = await Promise.all([
    signalsOf(ports.switches),
    signalOf(ports.topUps),
    signalOf(ports.manifest),
    createConnection(ports),
    createCopySettings(ports),
    createPermittedSettings(ports),
    followWhose(ports),
  ]);
  return {
    ...ticks,
    topUps,
    manifest,
    ...connection,
    ...perCopy,
    ...permitted,
    folders: createFolderModel(ports),
    connectsAtOnce: (pasted) => ports.connectsAtOnce(pasted),
    isCopying: async () => (await ports.readOpenRun()) === 'begun',
    deleteAllData: () => ports.deleteAllData(),
    isDeleted: ports.isDeleted,
    whose,
    deleteCopyOf: (log) => ports.deleteCopyOf(log),
    version: ports.version,
    readDiagnosis: () => ports.readDiagnosis(),
  };
}

/** The sign-in at Jottacloud; reads the account in the background. */
async function createConnection(ports: SettingsPorts) {
  const isConnected = await ports.isConnected();
  const connection = signal<Connection>(
    isConnected ? { status: 'reading' } : { status: 'disconnected', error: null },
  );
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
  return {
    connection,
    async connect(token: string) {
      connection.value = { status: 'connecting' };
      try {
        connection.value = { status: 'connected', account: await ports.connect(token), error: null };
      } catch (error) {
        // Jottacloud may have accepted the token before the account failed to load.
        connection.value = (await ports.isConnected())
          ? { status: 'connected', account: null, error: toErrorRecord(error) }
          : { status: 'disconnected', error: toErrorRecord(error) };
      }
    },
    async disconnect() {
      await ports.disconnect();
      connection.value = { status: 'disconnected', error: null };
    },
  };
}

async function followWhose(ports: SettingsPorts): Promise<ReadonlySignal<WhoseCopy>> {
  const whose = signal(await ports.readWhose());
  ports.watchWhose(() => void ports.readWhose().then((now) => (whose.value = now)));
  return whose;
}

/** Settings that need a permission of the browser. */
async function createPermittedSettings(ports: SettingsPorts) {
  const [areNotificationsOn, isChinaOn] = await Promise.all([
    ports.readNotifications(),
    ports.isChinaAllowed(),
  ]);
  const notifications = signal(areNotificationsOn);
  const china = signal(isChinaOn);
  return {
    notifications,
    china,
    async setNotifications(isOn: boolean) {
      notifications.value = isOn;
      const isAllowed = isOn && (await ports.allowNotifications().catch(() => false));
      notifications.value = isAllowed;
      await ports.writeNotifications(isAllowed);
    },
    async setChina(isOn: boolean) {
      // Ask first: browsers ask for a permission only in the press itself.
      china.value = await ports.allowChina(isOn);
    },
  };
}
