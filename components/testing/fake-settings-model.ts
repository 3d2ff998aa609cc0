import type { WhoseCopy } from '../../utils/domain/account/logs.ts';
import { oneLog } from '../../utils/domain/testing/one-log.ts';
import { signal } from '@preact/signals';
import { type Arrangement, defaultArrangement } from '../../utils/domain/layout/arrangement.ts';
import type { LayoutSample } from '../../utils/domain/layout/layout-sample.ts';
import type { ManifestMode } from '../../utils/domain/manifest/manifest-state.ts';
import type { Speed } from '../../utils/domain/progress/concurrency.ts';
import type { Connection, SettingsModel } from '../../utils/models/settings-model.ts';
import type { OpenRun } from '../../utils/models/settings/copy-settings.ts';
import type { FolderModel } from '../../utils/models/settings/folder-model.ts';
import { createFakeFolders } from './fake-folders.ts';
import type { TopUpMode } from '../../utils/domain/top-up/top-up-mode.ts';
import { fakeStored, fakeSwitches } from './fake-stored.ts';

/** Settings that a test may set. `mayNotify` is the browser's answer to the question about notifications. */
function fakeSettings() {
  const arrangement = signal<Arrangement>(defaultArrangement);
  const notifications = signal(false);
  const speed = signal<Speed>('normal');
  const china = signal(false);
  return {
    ...fakeSwitches(),
    topUps: fakeStored<TopUpMode>('off'),
    arrangement,
    manifest: fakeStored<ManifestMode>('names'),
    notifications,
    speed,
    china,
    mayNotify: true,
    arrange(change: Partial<Arrangement>) {
      arrangement.value = { ...arrangement.value, ...change };
      return Promise.resolve();
    },
    setNotifications(isOn: boolean) {
      notifications.value = isOn && this.mayNotify;
      return Promise.resolve();
    },
    setSpeed(next: Speed) {
      speed.value = next;
      return Promise.resolve();
    },
    setChina(isOn: boolean) {
      china.value = isOn;
      return Promise.resolve();
    },
  };
}

/** A connection that becomes `answer` once the test lets Jottacloud answer. `tokens` lists the tokens that were sent. */
function fakeConnection(first: Connection, answer: Connection) {
  const connection = signal(first);
  const tokens: string[] = [];
  const answered = Promise.withResolvers<void>();
  return {
    connection,
    tokens,
    disconnections: signal(0),
    /** Lets Jottacloud answer. */
    answer: () => answered.resolve(),
    async connect(token: string) {
      tokens.push(token);
      connection.value = { status: 'connecting' };
      await answered.promise;
      connection.value = answer;
    },
    connectsAtOnce: (pasted: string) => pasted.trim().startsWith('ey'),
    disconnect() {
      this.disconnections.value += 1;
      return Promise.resolve();
    },
  };
}

/** Creates an options page's model. `answer` is the result of connecting; `stored` lists the folders that were stored. */
export function createFakeSettingsModel(start: {
  connection: Connection;
  answer?: Connection;
  openRun?: OpenRun;
  layoutSample?: LayoutSample;
  isDeleted?: boolean;
  whose?: WhoseCopy;
  folders?: FolderModel;
}) {
  const folderProblem = signal<SettingsModel['folderProblem']['value']>(null);
  const destinationFolder = signal('iCloud Photos');
  const stored: string[] = [];
  const deletedCopies: string[] = [];
  return {
    ...fakeSettings(),
    ...fakeConnection(start.connection, start.answer ?? start.connection),
    destinationFolder,
    folderProblem,
    folders: start.folders ?? createFakeFolders().model,
    stored,
    openRun: signal<OpenRun>(start.openRun ?? 'none'),
    layoutSample: signal<LayoutSample | null>(start.layoutSample ?? null),
    isCopying: () => Promise.resolve(start.openRun === 'begun'),
    chooseFolder(levels: readonly string[]) {
      return this.setDestinationFolder(levels.join('/'));
    },
    setDestinationFolder(name: string) {
      stored.push(name);
      folderProblem.value = name.includes(':') ? 'forbidden-character' : null;
      if (folderProblem.value === null) destinationFolder.value = name;
      return Promise.resolve();
    },
    isDeleted: start.isDeleted ?? false,
    whose: signal(start.whose ?? oneLog.whose),
    deletedCopies,
    deleteCopyOf(log: string) {
      deletedCopies.push(log);
      return Promise.resolve();
    },
    version: '1.2.3',
    deletions: signal(0),
    deleteAllData() {
      this.deletions.value += 1;
      return Promise.resolve();
    },
    readDiagnosis: () => Promise.resolve('{"versions": "1"}'),
  };
}
