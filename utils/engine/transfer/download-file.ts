import { TransferError } from '../../errors.ts';
import { isProvable } from './content-hash.ts';
import type { Role } from '../../domain/photo/record.ts';
import { download, isWrongContent } from './verified-download.ts';
import { toldSizeOf } from '../../domain/file/file.ts';
import type { AddressedFile } from './download-urls.ts';
import type { SpoolWriter } from '../../ports/spool.ts';
import type { KnownContent, QueuedFile } from '../../ports/work-queue.ts';
import { openRemoteBytes, OtherSizeError } from './remote-bytes.ts';
import type { FileTransfer, FileTools } from './file-context.ts';

/**
 * From the queue to the hash: by downloading, or, for bytes that Jottacloud is known to have, by what the log knows of
 * them. Where the spool has no room the bytes are hashed and dropped; the upload fetches what it needs again.
 */
export async function downloadFile(
  transfer: FileTransfer,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  if (isOwn(transfer.current)) return writeOwnFile(transfer, tools);
  const { store, spool, downloadUrls, downloads, spoolBudget } = tools;
  const known = await knownContent(transfer, store);
  if (known) {
    if (known.sizeBytes !== transfer.current.sizeBytes) await provedSize(transfer, known.sizeBytes, tools);
    await transfer.record({ type: 'started' });
    await transfer.record({ type: 'hashComputed', md5: known.md5, proof: 'checksum' });
    return;
  }

  transfer.releaseSpool();
  transfer.releaseSpool = await spoolBudget.acquire(transfer.current.sizeBytes, signal);
  const freeSlot = await downloads.acquire(transfer.current.sizeBytes, signal);
  try {
    await transfer.record({ type: 'started' });
    const address = await downloadUrls.of(transfer.current, signal);
    if (
      address.checksum !== transfer.current.checksum ||
      address.sizeBytes !== toldSizeOf(transfer.current)
    ) {
      await spool.remove(transfer.current);
      const { checksum, sizeBytes } = address;
      transfer.replace(await store.saveContentOf(transfer.current, checksum, sizeBytes), checksum);
    }
    // Where no checksum proves the whole, only bytes of one life are put together.
    if (!isProvable(transfer.current.checksum)) await spool.remove(transfer.current);
    let writer = await spool.create(transfer.current);
    const readAnew = async (sizeBytes: number): Promise<void> => {
      await writer.discard();
      writer = await spool.create({ ...transfer.current, sizeBytes });
      await readInto(writer, sizeBytes, transfer, tools, signal);
    };
    try {
      await readInto(writer, transfer.current.sizeBytes, transfer, tools, signal).catch((error: unknown) => {
        // The checksum says more than a size does: it decides.
        if (error instanceof OtherSizeError && isProvable(transfer.current.checksum))
          return readAnew(error.sizeBytes);
        // It may be the bytes of the former life that are wrong: that is no failure of this file.
        if (writer.keptBytes > 0 && isWrongContent(error)) return readAnew(transfer.current.sizeBytes);
        throw error;
      });
    } catch (error) {
      if (mayBeKept(error, signal)) transfer.held('received', await writer.leave());
      else await writer.discard();
      throw error;
    }
  } finally {
    freeSlot();
  }
}

/** What was told with the file serves once: what it leads to may change it. */
async function knownContent(transfer: FileTransfer, store: FileTools['store']): Promise<KnownContent | null> {
  if (!isProvable(transfer.current.checksum)) return null;
  const told = transfer.known;
  transfer.known = undefined;
  return told === undefined ? store.knownContent(transfer.current.checksum) : told;
}

const OWN: ReadonlySet<Role> = new Set(['details', 'album']);

/** Whether Apple has no such file: it is written here, and cannot be fetched. */
export const isOwn = ({ role }: QueuedFile): boolean => OWN.has(role);

/** A file that is not Apple's but made here, from what is listed now. */
async function writeOwnFile(transfer: FileTransfer, { store, hashes }: FileTools): Promise<void> {
  const { bytes, checksum } = await store.readOwnFile(transfer.current);
  if (checksum !== transfer.current.checksum || bytes.length !== transfer.current.sizeBytes)
    transfer.replace(await store.saveContentOf(transfer.current, checksum, bytes.length), checksum);
  await transfer.record({ type: 'started' });
  const { md5 } = await hashes.lend(async (hash) => {
    hash.restart();
    hash.update(bytes);
    return hash.finish();
  });
  transfer.content = bytes;
  await transfer.record({ type: 'hashComputed', md5, proof: 'own' });
}

/** Whatever interrupts a download, its bytes are good until their checksum says otherwise. An error of ours may come from them. */
const mayBeKept = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted || (error instanceof TransferError && !isWrongContent(error));

/** Apple is wrong about the size of the file, and right about its checksum. */
async function provedSize(
  transfer: FileTransfer,
  sizeBytes: number,
  { store, onOddSize }: FileTools,
): Promise<void> {
  transfer.replace(await store.saveProvedSize(transfer.current, sizeBytes));
  onOddSize(transfer.current.key);
}

/** Brings the whole file into the spool, or past it where it has no room. */
async function readInto(
  writer: SpoolWriter,
  sizeBytes: number,
  transfer: FileTransfer,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { hashes, board, clock, downloads } = tools;
  const file = { ...transfer.current, sizeBytes };
  if (!writer.hasRoom) transfer.releaseSpool();
  const maxEmptyRequests = (): number => (writer.hasRoom ? MAX_EMPTY : MAX_EMPTY_UNKEPT);
  const remote = openRemoteBytes(file.sizeBytes, { ...remoteTools(file, tools), maxEmptyRequests }, signal);
  const onReceived = (bytes: number): void => {
    downloads.moved(file.sizeBytes, Math.max(0, bytes));
    board.received(file.key, bytes);
  };
  try {
    const proved = await hashes.lend((hash) =>
      download(file, { remote, hash, writer, clock, onReceived }, signal),
    );
    transfer.content = await writer.finish();
    if (!transfer.content) transfer.releaseSpool();
    if (sizeBytes !== transfer.current.sizeBytes) await provedSize(transfer, sizeBytes, tools);
    await transfer.record({ type: 'hashComputed', ...proved });
  } finally {
    await remote.close();
  }
}

/** Requests in a row that bring not one byte, after which a file is put back with what has come of it. */
const MAX_EMPTY = 3;
/** The same of a file that the disk has no room for: putting it back costs all that has come. */
const MAX_EMPTY_UNKEPT = 10;

/** How a file's bytes are reached. */
export const remoteTools = (
  file: AddressedFile,
  {
    fetch,
    backoffs,
    downloadUrls,
    rangeWorks = true,
  }: Pick<FileTools, 'fetch' | 'backoffs' | 'downloadUrls'> & Partial<Pick<FileTools, 'rangeWorks'>>,
) => ({
  fetch,
  rangeWorks,
  backoff: backoffs['icloud-bytes'],
  address: async (signal: AbortSignal) => (await downloadUrls.of(file, signal)).url,
  forgetAddress: () => downloadUrls.forget(file),
  maxEmptyRequests: () => MAX_EMPTY,
});
