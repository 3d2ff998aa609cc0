import { SaxesParser } from 'saxes';
import { TransferError } from '../../errors.ts';
import { createXmlRepair, isUnreadable } from './xml-repair.ts';

/** A complete file in the recursive listing. `folder` begins with `/Archive`. */
export interface ListedFile {
  folder: string;
  name: string;
  md5: string;
  sizeBytes: number;
}

/** Longest text of one element that is kept. A longer one is no path of ours. */
const MAX_TEXT = 8_192;
const broken = (detail: string, cause?: Error): TransferError =>
  new TransferError('bad-response', `listing: ${detail}`, { service: 'jottacloud', cause });

/**
 * Reads the response to `GET …?mode=liststream` as it arrives:
 *
 *     <filelist><file><path>/Archive/x</path><filename>a.jpg</filename><md5>…</md5><size>1</size></file>…<stats><files>1</files></stats></filelist>
 *
 * The name of the root is unknown. Only the closing number of files shows that the stream was not cut. A file whose
 * name XML cannot hold is not ours: it is counted and left out.
 *
 * @param onUnreadable called for each file that is left out
 * @throws {TransferError} `list-endless` if only that number is missing; `bad-response` if it is not XML, was cut,
 *   or lists another number of files
 * Source: docs/jottacloud.md 2.5.
 */
export async function* readListStream(
  chunks: AsyncIterable<Uint8Array>,
  onUnreadable: () => void = () => undefined,
): AsyncGenerator<ListedFile> {
  const ready: ListedFile[] = [];
  const open: string[] = [];
  let fields: Record<string, string> = {};
  let listed = 0;
  let counted: number | null = null;

  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw broken(error.message.slice(0, 80), error);
  });
  parser.on('opentag', ({ name }) => {
    open.push(name);
    if (name === 'file') fields = {};
  });
  const addText = (text: string): void => {
    const [parent, name] = open.slice(-2);
    if (parent !== 'file' && parent !== 'stats') return;
    const key = `${parent}/${name ?? ''}`;
    fields[key] = ((fields[key] ?? '') + text).slice(0, MAX_TEXT);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (name === 'file') {
      listed += 1;
      const { 'file/path': folder, 'file/filename': fileName } = fields;
      if (!folder || !fileName) throw broken('a file without a folder or a name');
      if (isUnreadable(folder + fileName)) return onUnreadable();
      ready.push({
        folder,
        name: fileName,
        md5: (fields['file/md5'] ?? '').trim().toLowerCase(),
        sizeBytes: Number(fields['file/size'] ?? Number.NaN),
      });
    }
    if (name === 'stats') counted = Number(fields['stats/files'] ?? Number.NaN);
  });

  const decoder = new TextDecoder();
  const repair = createXmlRepair();
  for await (const chunk of chunks) {
    parser.write(repair.next(decoder.decode(chunk, { stream: true })));
    yield* ready.splice(0);
  }
  parser.write(repair.next(decoder.decode()) + repair.end()).close();
  yield* ready.splice(0);
  if (counted === null)
    throw new TransferError(
      'list-endless',
      `expected a closing number of files after ${listed}, received none`,
      { service: 'jottacloud' },
    );
  if (counted !== listed) throw broken(`expected ${String(counted)} files, received ${listed}`);
}
