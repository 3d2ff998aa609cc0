import { signal } from '@preact/signals';
import { toErrorRecord } from '../errors.ts';
import { folderProblem, type FolderProblem } from '../photos/destination-folder.ts';
import type { JottacloudAccount } from '../transfer/snapshot.ts';
import type { Connection, SettingsModel } from './settings-model.ts';

/** What the model is given: where it reads and writes, and whom it asks. */
export interface SettingsPorts {
  isConnected(): Promise<boolean>;
  readAccount(): Promise<JottacloudAccount | null>;
  /** Asks for a partner's host permission where the token names one, then connects. Runs in the user's gesture. */
  connect(token: string): Promise<JottacloudAccount>;
  disconnect(): Promise<void>;
  readFolder(): Promise<string>;
  writeFolder(name: string): Promise<void>;
}

/** The options page's model. */
export async function createSettingsModel(ports: SettingsPorts): Promise<SettingsModel> {
  const isConnected = await ports.isConnected();
  const connection = signal<Connection>(
    isConnected ? { status: 'reading' } : { status: 'disconnected', error: null },
  );
  const destinationFolder = signal(await ports.readFolder());
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

  return {
    connection,
    destinationFolder,
    folderProblem: problem,
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
    async setDestinationFolder(name) {
      const composed = name.normalize('NFC').trim();
      problem.value = folderProblem(composed);
      if (problem.value !== null) return;
      destinationFolder.value = composed;
      await ports.writeFolder(composed);
    },
  };
}
