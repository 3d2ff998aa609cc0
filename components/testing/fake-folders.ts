import type { FolderLevel } from '../../utils/domain/layout/folder-level.ts';
import type { ErrorCode } from '../../utils/errors.ts';
import { TransferError } from '../../utils/errors.ts';
import { createFolderModel } from '../../utils/models/settings/folder-model.ts';

/** Creates the model of folders over a tree in memory, by path. `fails` makes the next question fail. */
export function createFakeFolders(levels: Record<string, FolderLevel> = {}) {
  const asked: string[] = [];
  const failures: ErrorCode[] = [];
  const answer = (question: string): void => {
    asked.push(question);
    const code = failures.shift();
    if (code) throw new TransferError(code, 'as the test wants', { service: 'jottacloud' });
  };
  const model = createFolderModel({
    async listFolder(path) {
      answer(`list ${path.join('/')}`);
      return levels[path.join('/')] ?? null;
    },
    async makeFolder(path) {
      answer(`make ${path.join('/')}`);
      levels[path.join('/')] ??= { folders: [], files: 0 };
    },
    compareNames: new Intl.Collator('en', { numeric: true }).compare,
  });
  return { model, asked, fails: (code: ErrorCode) => void failures.push(code) };
}
