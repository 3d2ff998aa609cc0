import { TransferError } from '../../utils/errors.ts';
import { textLanguage } from '../../utils/i18n.ts';
import { askBackground } from '../../utils/messaging/message.ts';
import type { FolderPorts } from '../../utils/models/settings/folder-model.ts';

/** Creates the browser's ports for Jottacloud's folders. The background asks Jottacloud; pages hold no token. */
export const folderPorts = (): FolderPorts => ({
  listFolder: (path) => explained(askBackground('listFolder', { path })),
  makeFolder: (path) => explained(askBackground('makeFolder', { path })),
  compareNames: new Intl.Collator(textLanguage(), { numeric: true }).compare,
});

/** Says `offline` where the browser knows that it is the reason. */
async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'network' && !navigator.onLine)
      throw new TransferError('offline', error.message, { service: 'jottacloud', cause: error });
    throw error;
  }
}
