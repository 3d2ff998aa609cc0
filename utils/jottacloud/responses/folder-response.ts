import { SaxesParser } from 'saxes';
import { TransferError } from '../../errors.ts';
import type { FolderLevel } from '../../domain/layout/folder-level.ts';
import { createXmlRepair, isUnreadable } from './xml-repair.ts';

const failed = (code: 'bad-response' | 'name-taken', detail: string, cause?: Error): TransferError =>
  new TransferError(code, `folder: ${detail}`, { service: 'jottacloud', cause });

/**
 * Reads the response to `GET` of a folder or of the mountpoint as it arrives; null for a folder in the trash:
 *
 *     <folder name="2024"><folders><folder name="06"/></folders><files><file name="a.jpg"><currentRevision><state>COMPLETED</state>…</files></folder>
 *
 * Counts only complete files. Leaves out what is in the trash, and folders whose names XML cannot hold.
 *
 * @throws {TransferError} `name-taken` if a file is there; `bad-response` if it is not XML, or was cut
 * Source: docs/jottacloud.md 2.4.
 */
export async function readFolderLevel(chunks: AsyncIterable<Uint8Array>): Promise<FolderLevel | null> {
  const level: FolderLevel = { folders: [], files: 0 };
  const open: string[] = [];
  let isInTrash = false;
  let isFileThere = false;
  let state = '';
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw failed('bad-response', error.message.slice(0, 80), error);
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    const isDeleted = 'deleted' in attributes;
    if (open.length === 1) checkRoot(name);
    if (open.length === 1) isInTrash = isDeleted;
    if (pathOf(open) === 'files/file') [state, isFileThere] = ['', !isDeleted];
    const folder = attributes['name'] ?? '';
    if (pathOf(open) === 'folders/folder' && !isDeleted && folder !== '' && !isUnreadable(folder))
      level.folders.push(folder);
  });
  parser.on('text', (text) => {
    if (pathOf(open) === 'files/file/currentRevision/state') state += text;
  });
  parser.on('closetag', () => {
    if (pathOf(open) === 'files/file' && isFileThere && state.trim() === 'COMPLETED') level.files += 1;
    open.pop();
  });
  const decoder = new TextDecoder();
  const repair = createXmlRepair();
  for await (const chunk of chunks) parser.write(repair.next(decoder.decode(chunk, { stream: true })));
  parser.write(repair.next(decoder.decode()) + repair.end()).close();
  return isInTrash ? null : level;
}

/** Returns the elements below the root. */
const pathOf = ([, ...below]: readonly string[]): string => below.join('/');

function checkRoot(name: string): void {
  if (name === 'file') throw failed('name-taken', 'a file has this name');
  if (name !== 'folder' && name !== 'mountPoint')
    throw failed('bad-response', `expected a folder, received ${name.slice(0, 40)}`);
}
