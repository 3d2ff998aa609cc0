import { SaxesParser } from 'saxes';
import { TransferError } from '../errors.ts';

/** A complete file, as the recursive listing tells it. `folder` begins with `/Archive`. */
export interface ListedFile {
  folder: string;
  name: string;
  md5: string;
  sizeBytes: number;
}

/** Characters of one element's text that are kept; longer ones are no path of ours. */
const LONGEST_TEXT = 8_192;
const broken = (detail: string): TransferError =>
  new TransferError('bad-response', `listing: ${detail}`, { service: 'jottacloud' });

/**
 * Reads `GET …?mode=liststream` as it comes:
 *
 *     <filelist><file><path>/Archive/x</path><filename>a.jpg</filename><md5>…</md5><size>1</size></file>…<stats><files>1</files></stats></filelist>
 *
 * The root's name is not known. The closing number of files is the only sign that the stream was not cut.
 *
 * @throws {TransferError} `list-endless` if it is whole but for that number, `bad-response` if it is no XML, was cut, or
 *   counts other than it lists
 * Source: docs/jottacloud.md 2.5.
 */
export async function* readListStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ListedFile> {
  const ready: ListedFile[] = [];
  const open: string[] = [];
  let fields: Record<string, string> = {};
  let listed = 0;
  let counted: number | null = null;

  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw broken(error.message.slice(0, 80));
  });
  parser.on('opentag', ({ name }) => {
    open.push(name);
    if (name === 'file') fields = {};
  });
  const addText = (text: string): void => {
    const [parent, name] = open.slice(-2);
    if (parent !== 'file' && parent !== 'stats') return;
    const key = `${parent}/${name ?? ''}`;
    fields[key] = ((fields[key] ?? '') + text).slice(0, LONGEST_TEXT);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (name === 'file') {
      listed += 1;
      ready.push({
        folder: fields['file/path'] ?? '',
        name: fields['file/filename'] ?? '',
        md5: (fields['file/md5'] ?? '').trim().toLowerCase(),
        sizeBytes: Number(fields['file/size'] ?? Number.NaN),
      });
    }
    if (name === 'stats') counted = Number(fields['stats/files'] ?? Number.NaN);
  });

  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield* ready.splice(0);
  }
  parser.write(decoder.decode()).close();
  yield* ready.splice(0);
  if (counted === null)
    throw new TransferError('list-endless', `no number of files after ${listed}`, { service: 'jottacloud' });
  if (counted !== listed) throw broken(`${listed} files, told are ${String(counted)}`);
}
