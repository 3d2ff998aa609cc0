import type { QueuedFile } from '../engine/ports.ts';
import { pathKey, suffixes } from '../photos/destination-path.ts';
import { splitName } from '../photos/safe-name.ts';
import { relativePath, type RelativePath } from '../units.ts';
import type { LogDatabase } from './database.ts';
import { withOldList } from './records.ts';

/** Why a file needs another name: other content has it at the destination, or Jottacloud does not allow it. */
export type RenameReason = 'taken' | 'refused';

/** Gives one file a name that is free in the log; the old one stays reserved for it. */
export async function renameFile(
  database: LogDatabase,
  key: string,
  reason: RenameReason,
): Promise<QueuedFile> {
  const transaction = database.transaction(['files', 'paths', 'albums', 'members'], 'readwrite');
  const [files, paths] = [transaction.objectStore('files'), transaction.objectStore('paths')];
  const file = await files.get(key);
  if (!file) throw new Error('the file is not in the log');
  const recordName = file.itemKey.replace(/^.*\//, '');
  for (const path of candidates(file.path, recordName, reason)) {
    if (path === file.path || (await paths.get(pathKey(path)))) continue;
    const wantedName = file.wantedName ?? file.path.slice(file.path.lastIndexOf('/') + 1);
    const renamed = { ...file, path, wantedName };
    await paths.put({ key: pathKey(path), itemKey: file.itemKey, fileKey: key });
    await files.put(renamed);
    const albums = transaction.objectStore('albums');
    for (const { albumKey } of await transaction.objectStore('members').index('byAsset').getAll(recordName)) {
      const album = await albums.get(albumKey);
      if (album) await albums.put(withOldList(album));
    }
    await transaction.done;
    return renamed;
  }
  throw new Error('there is always another name');
}

function* candidates(path: RelativePath, recordName: string, reason: RenameReason): Generator<RelativePath> {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const { stem, extension } = splitName(path.slice(slash));
  const base = reason === 'taken' ? stem : plain(stem);
  const end = reason === 'taken' ? extension : plain(extension);
  for (const suffix of suffixes(recordName)) yield relativePath(`${folder}${base}${suffix}${end}`);
}

/** Letters, digits and a few signs of ASCII: no service refuses these. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^0-9A-Za-z ._()-]/g, '_')
    .slice(0, 120);
