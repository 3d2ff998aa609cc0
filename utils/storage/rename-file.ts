import type { QueuedFile } from '../engine/ports.ts';
import { pathKey } from '../photos/destination-path.ts';
import { splitName } from '../photos/safe-name.ts';
import { relativePath, type RelativePath } from '../units.ts';
import type { LogDatabase } from './database.ts';

/** Why a file needs another name: other content has it at the destination, or Jottacloud does not allow it. */
export type RenameReason = 'taken' | 'refused';

/** Gives one file a name that is free in the log; the old one stays reserved for it. */
export async function renameFile(
  database: LogDatabase,
  key: string,
  reason: RenameReason,
): Promise<QueuedFile> {
  const transaction = database.transaction(['files', 'paths'], 'readwrite');
  const [files, paths] = [transaction.objectStore('files'), transaction.objectStore('paths')];
  const file = await files.get(key);
  if (!file) throw new Error('the file is not in the log');
  const id = file.itemKey
    .replace(/^.*\//, '')
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
    .slice(0, 40);
  for (const path of candidates(file.path, id, reason)) {
    if (path === file.path || (await paths.get(pathKey(path)))) continue;
    const renamed = { ...file, path };
    await paths.put({ key: pathKey(path), itemKey: file.itemKey, fileKey: key });
    await files.put(renamed);
    await transaction.done;
    return renamed;
  }
  throw new Error('there is always another name');
}

function* candidates(path: RelativePath, id: string, reason: RenameReason): Generator<RelativePath> {
  const slash = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, slash);
  const { stem, extension } = splitName(path.slice(slash));
  const base = reason === 'taken' ? stem : plain(stem);
  const end = reason === 'taken' ? extension : plain(extension);
  if (reason === 'refused') yield relativePath(`${folder}${base}${end}`);
  for (const length of [4, 8, 16, id.length])
    yield relativePath(`${folder}${base} (${id.slice(0, length)})${end}`);
  for (let number = 2; ; number += 1) yield relativePath(`${folder}${base} (${id} ${number})${end}`);
}

/** Letters, digits and a few signs of ASCII: no service refuses these. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^0-9A-Za-z ._()-]/g, '_')
    .slice(0, 120);
