import { retryTable } from '../../../domain/retry/retry-table.ts';
import { TransferError } from '../../../errors.ts';
import { traitsOf } from '../../../domain/photo/role.ts';
import { reportedSizeOf } from '../../../domain/file/file.ts';
import type { SpoolWriter } from '../../../ports/spool.ts';
import type { KnownContent, QueuedFile } from '../../../ports/work-queue.ts';
import { isVerifiable } from '../content-hash.ts';
import type { DownloadableFile } from './download-urls.ts';
import type { FileTransfer, FileTools } from '../file-context.ts';
import { openRemoteBytes, OtherSizeError, type RemoteTools } from './remote-bytes.ts';
import { download, isWrongContent } from './verified-download.ts';

/**
 * Takes a file from the queue to its hash: downloads it, or uses what the log knows of bytes that Jottacloud has. Without
 * space in the spool the bytes are hashed and dropped; the upload then downloads what it needs again.
 */
export async function downloadFile(
  transfer: FileTransfer,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  if (isOwn(transfer.current)) return writeOwnFile(transfer, tools);
  const { store, downloads, spoolBudget } = tools;
  const known = await knownContent(transfer, store);
  if (known) {
    if (known.sizeBytes !== transfer.current.sizeBytes)
      await saveVerifiedSize(transfer, known.sizeBytes, tools);
    await transfer.record({ type: 'started' });
    await transfer.record({ type: 'hashComputed', md5: known.md5, proof: 'checksum' });
    return;
  }

  transfer.releaseSpool();
  transfer.releaseSpool = await spoolBudget.acquire(transfer.current.sizeBytes, signal);
  const releaseDownload = await downloads.acquire(transfer.current.sizeBytes, signal);
  try {
    await transfer.record({ type: 'started' });
    await followContent(transfer, tools, signal);
    // Without a checksum of the whole, bytes of different lives must not be joined.
    if (!isVerifiable(transfer.current.checksum)) await tools.spool.remove(transfer.current);
    await downloadToSpool(transfer, tools, signal);
  } finally {
    releaseDownload();
  }
}

/** Follows Apple to the content that it has for this file by now. */
async function followContent(
  transfer: FileTransfer,
  { store, spool, downloadUrls }: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { checksum, sizeBytes } = await downloadUrls.of(transfer.current, signal);
  if (checksum === transfer.current.checksum && sizeBytes === reportedSizeOf(transfer.current)) return;
  await spool.remove(transfer.current);
  transfer.replace(await store.saveContentOf(transfer.current, checksum, sizeBytes), checksum);
}

/** Downloads into the spool, once more from the first byte if that may help. An interrupted download keeps its bytes. */
async function downloadToSpool(transfer: FileTransfer, tools: FileTools, signal: AbortSignal): Promise<void> {
  const { spool } = tools;
  let writer = await spool.create(transfer.current);
  const restart = async (sizeBytes: number): Promise<void> => {
    await writer.discard();
    writer = await spool.create({ ...transfer.current, sizeBytes });
    await readInto({ writer, sizeBytes }, transfer, tools, signal);
  };
  try {
    const { sizeBytes } = transfer.current;
    await readInto({ writer, sizeBytes }, transfer, tools, signal).catch((error: unknown) => {
      // A checksum proves more than a size, so it decides.
      if (error instanceof OtherSizeError && isVerifiable(transfer.current.checksum))
        return restart(error.sizeBytes);
      // The bytes of an earlier life may be wrong, which is not a failure of this file.
      if (writer.keptBytes > 0 && isWrongContent(error)) return restart(transfer.current.sizeBytes);
      throw error;
    });
  } catch (error) {
    if (mayBeKept(error, signal)) transfer.held('received', await writer.leave());
    else await writer.discard();
    throw error;
  }
}

/** Returns what is known of the file's content. The knowledge that came with the file serves once: a failure may refute it. */
async function knownContent(transfer: FileTransfer, store: FileTools['store']): Promise<KnownContent | null> {
  if (!isVerifiable(transfer.current.checksum)) return null;
  const { known } = transfer;
  transfer.known = undefined;
  return known === undefined ? store.knownContent(transfer.current.checksum) : known;
}

/** Whether we write this file ourselves. Apple does not have it. */
export const isOwn = ({ role }: QueuedFile): boolean => traitsOf(role).isOwn;

/** Writes an own file from the present listing. */
async function writeOwnFile(transfer: FileTransfer, { store, hashes }: FileTools): Promise<void> {
  const { bytes, checksum } = await store.readOwnFile(transfer.current);
  if (checksum !== transfer.current.checksum || bytes.length !== transfer.current.sizeBytes)
    transfer.replace(await store.saveContentOf(transfer.current, checksum, bytes.length), checksum);
  await transfer.record({ type: 'started' });
  const { md5 } = await hashes.lend(null, async (hash) => {
    hash.update(bytes);
    return hash.finish();
  });
  transfer.content = bytes;
  await transfer.record({ type: 'hashComputed', md5, proof: 'own' });
}

/** Whether bytes are kept after an error. They count as good until their checksum refutes them; a bug of ours may come from them. */
const mayBeKept = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted || (error instanceof TransferError && !isWrongContent(error));

/** Saves the real size of a file whose size Apple reports wrongly. Its checksum has verified the bytes. */
async function saveVerifiedSize(
  transfer: FileTransfer,
  sizeBytes: number,
  { store, onOddSize }: FileTools,
): Promise<void> {
  transfer.replace(await store.saveVerifiedSize(transfer.current, sizeBytes));
  onOddSize(transfer.current.key);
}

/** Downloads the whole file into the spool, or past it if there is no space. */
async function readInto(
  { writer, sizeBytes }: { writer: SpoolWriter; sizeBytes: number },
  transfer: FileTransfer,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { hashes, board, clock, downloads } = tools;
  const file = { ...transfer.current, sizeBytes };
  if (!writer.hasSpace) transfer.releaseSpool();
  const maxEmptyRequests = (): number => retryTable.bytes[writer.hasSpace ? 'maxEmpty' : 'maxEmptyUnkept'];
  const remote = openRemoteBytes(file.sizeBytes, { ...remoteTools(file, tools), maxEmptyRequests }, signal);
  const onReceived = (bytes: number): void => {
    downloads.moved(file.sizeBytes, Math.max(0, bytes));
    board.received(file.key, bytes);
  };
  try {
    const verified = await hashes.lend(writer.readSalted, (hash) =>
      download(file, { remote, hash, writer, clock, onReceived }, signal),
    );
    transfer.content = await writer.finish();
    if (!transfer.content) transfer.releaseSpool();
    if (sizeBytes !== transfer.current.sizeBytes) await saveVerifiedSize(transfer, sizeBytes, tools);
    await transfer.record({ type: 'hashComputed', ...verified });
  } finally {
    await remote.close();
  }
}

/** Returns what reading a file's bytes from Apple needs. */
export const remoteTools = (
  file: DownloadableFile,
  {
    fetch,
    backoffs,
    downloadUrls,
    rangeWorks = true,
  }: Pick<FileTools, 'fetch' | 'backoffs' | 'downloadUrls'> & Partial<Pick<FileTools, 'rangeWorks'>>,
): RemoteTools => ({
  fetch,
  rangeWorks,
  backoff: backoffs['icloud-bytes'],
  url: async (signal) => (await downloadUrls.of(file, signal)).url,
  forgetUrl: () => downloadUrls.forget(file),
  maxEmptyRequests: () => retryTable.bytes.maxEmpty,
});
