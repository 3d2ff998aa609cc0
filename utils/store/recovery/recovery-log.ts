import { folderOfPath } from '../../domain/layout/path-parts.ts';
import { folderIdOf, isAlbumFolderId, itemKeyOf, roleOf } from '../../domain/file/file-key.ts';
import { pathKey } from '../../domain/layout/destination-path.ts';
import { placementOf } from '../../domain/layout/placement.ts';
import { isCompatible } from '../../domain/photo/role.ts';
import { isStoppedRun } from '../../domain/run/run.ts';
import type { RecoveryLog, RememberedFile } from '../../ports/recovery/recovery-log.ts';
import { relativePath, type RelativePath } from '../../units.ts';
import { bulkPut } from '../bulk-put.ts';
import { changeLog } from '../change-record.ts';
import { changeLatestRun, readLogRecord } from '../database.ts';
import type { LogDatabase, PathRecord } from '../schema.ts';

/** Implements the port of recovery. */
export const createRecoveryLog = (database: LogDatabase): RecoveryLog => ({
  async readRecovery() {
    const { lastOrder, recovery = null } = await readLogRecord(database);
    return { isEmpty: lastOrder === 0, recovery };
  },
  beginRecovery: () => beginRecovery(database),
  saveRemembered: (files, contents) => saveRemembered(database, files, contents),
  namePaths: (named) => namePaths(database, named),
  endRecovery: (recovery, destinationFolder, arrangement) =>
    changeLog(database, (log) => ({
      ...log,
      recovery,
      ...(arrangement && { placedUnder: placementOf({ destinationFolder, arrangement }) }),
    })),
  async adoptArrangement(arrangement, id) {
    await changeLatestRun(database, (run) =>
      run.id === id && !isStoppedRun(run) ? { ...run, arrangement } : run,
    );
  },
});

/** Paths are all of an earlier recovery: no photo has a place yet. Contents stay; each use of one is checked. */
async function beginRecovery(database: LogDatabase): Promise<void> {
  const transaction = database.transaction(['remembered', 'paths', 'log'], 'readwrite');
  void transaction.objectStore('remembered').clear();
  void transaction.objectStore('paths').clear();
  const logs = transaction.objectStore('log');
  const log = await logs.get('log');
  if (log?.recovery) {
    const { recovery: _, ...others } = log;
    await logs.put({ ...others, placedUnder: null });
  }
  await transaction.done;
}

const saveRemembered: Save = async (database, files, contents) => {
  const transaction = database.transaction(['remembered', 'paths', 'contents'], 'readwrite', {
    durability: 'relaxed',
  });
  bulkPut(transaction.objectStore('remembered'), [...files, ...albumFolders(files)]);
  bulkPut(
    transaction.objectStore('paths'),
    files.flatMap(({ key, path }) => (path === null ? [] : [pathOf(key, path)])),
  );
  bulkPut(transaction.objectStore('contents'), contents);
  await transaction.done;
};
type Save = (
  database: LogDatabase,
  ...saved: Parameters<RecoveryLog['saveRemembered']>
) => ReturnType<RecoveryLog['saveRemembered']>;

const pathOf = (fileKey: string, path: RelativePath): PathRecord => ({
  key: pathKey(path),
  itemKey: itemKeyOf(fileKey),
  fileKey,
});

async function namePaths(
  database: LogDatabase,
  named: Parameters<RecoveryLog['namePaths']>[0],
): Promise<void> {
  const transaction = database.transaction(['remembered', 'paths'], 'readwrite', { durability: 'relaxed' });
  const [remembered, paths] = [transaction.objectStore('remembered'), transaction.objectStore('paths')];
  const found = await Promise.all(
    named.map(({ pathHash }) => remembered.index('byPathHash').getAll(pathHash)),
  );
  const files = found.flatMap((rows, at) =>
    rows.flatMap((row): RememberedFile[] => {
      const path = named[at]?.path;
      return 'checksum' in row && path !== undefined ? [{ ...row, path, pathHash: null }] : [];
    }),
  );
  bulkPut(remembered, [...files, ...albumFolders(files)]);
  bulkPut(
    paths,
    files.flatMap(({ key, path }) => (path === null ? [] : [pathOf(key, path)])),
  );
  await transaction.done;
}

/** Key of the folder of an album, by the place in the keys of its files. */
export const folderKey = (folderId: string): string => `@${folderId}`;

/** Lists the album folders that files are in. Compatible copies are in a tree of their own. */
const albumFolders = (files: readonly RememberedFile[]): { key: string; folder: RelativePath }[] =>
  files.flatMap(({ key, path }) => {
    const folderId = folderIdOf(key);
    const folder = path === null ? '' : folderOfPath(path);
    return isAlbumFolderId(folderId) && folder !== '' && !isCompatible(roleOf(key))
      ? [{ key: folderKey(folderId), folder: relativePath(folder) }]
      : [];
  });
