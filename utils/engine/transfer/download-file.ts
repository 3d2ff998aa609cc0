import { TransferError } from '../../errors.ts';
import { isProvable } from './content-hash.ts';
import type { Role } from '../../domain/photo/record.ts';
import { download, isWrongContent } from './verified-download.ts';
import { toldSizeOf } from '../../domain/file/file.ts';
import type { AddressedFile } from './download-urls.ts';
import type { SpoolWriter } from '../../ports/spool.ts';
import type { KnownContent, QueuedFile } from '../../ports/work-queue.ts';
import { openRemoteBytes, OtherSizeError } from './remote-bytes.ts';
import type { FileOnItsWay, FileTools } from './file-context.ts';

/**
 * From the queue to the hash: by downloading, or, for bytes that Jottacloud is known to have, by what the log knows of
 * them. Where the spool has no room the bytes are hashed and dropped; the upload fetches what it needs again.
 */
export async function fetchFile(way: FileOnItsWay, tools: FileTools, signal: AbortSignal): Promise<void> {
  if (isOwn(way.current)) return writeOwnFile(way, tools);
  const { store, spool, addresses, downloads, spoolRoom } = tools;
  const known = await knownContent(way, store);
  if (known) {
    if (known.sizeBytes !== way.current.sizeBytes) await provedSize(way, known.sizeBytes, tools);
    await way.move({ type: 'started' });
    await way.move({ type: 'hashComputed', md5: known.md5, proof: 'checksum' });
    return;
  }

  way.freeRoom();
  way.freeRoom = await spoolRoom.take(way.current.sizeBytes, signal);
  const freeSlot = await downloads.take(way.current.sizeBytes, signal);
  try {
    await way.move({ type: 'started' });
    const address = await addresses.of(way.current, signal);
    if (address.checksum !== way.current.checksum || address.sizeBytes !== toldSizeOf(way.current)) {
      await spool.remove(way.current);
      const { checksum, sizeBytes } = address;
      way.replace(await store.saveContentOf(way.current, checksum, sizeBytes), checksum);
    }
    // Where no checksum proves the whole, only bytes of one life are put together.
    if (!isProvable(way.current.checksum)) await spool.remove(way.current);
    let writer = await spool.create(way.current);
    const readAnew = async (sizeBytes: number): Promise<void> => {
      await writer.discard();
      writer = await spool.create({ ...way.current, sizeBytes });
      await readInto(writer, sizeBytes, way, tools, signal);
    };
    try {
      await readInto(writer, way.current.sizeBytes, way, tools, signal).catch((error: unknown) => {
        // The checksum says more than a size does: it decides.
        if (error instanceof OtherSizeError && isProvable(way.current.checksum))
          return readAnew(error.sizeBytes);
        // It may be the bytes of the former life that are wrong: that is no failure of this file.
        if (writer.keptBytes > 0 && isWrongContent(error)) return readAnew(way.current.sizeBytes);
        throw error;
      });
    } catch (error) {
      if (mayBeKept(error, signal)) way.held('received', await writer.leave());
      else await writer.discard();
      throw error;
    }
  } finally {
    freeSlot();
  }
}

/** What was told with the file serves once: what it leads to may change it. */
async function knownContent(way: FileOnItsWay, store: FileTools['store']): Promise<KnownContent | null> {
  if (!isProvable(way.current.checksum)) return null;
  const told = way.known;
  way.known = undefined;
  return told === undefined ? store.knownContent(way.current.checksum) : told;
}

const OWN: ReadonlySet<Role> = new Set(['details', 'album']);

/** Whether Apple has no such file: it is written here, and cannot be fetched. */
export const isOwn = ({ role }: QueuedFile): boolean => OWN.has(role);

/** A file that is not Apple's but made here, from what is listed now. */
async function writeOwnFile(way: FileOnItsWay, { store, hashes }: FileTools): Promise<void> {
  const { bytes, checksum } = await store.readOwnFile(way.current);
  if (checksum !== way.current.checksum || bytes.length !== way.current.sizeBytes)
    way.replace(await store.saveContentOf(way.current, checksum, bytes.length), checksum);
  await way.move({ type: 'started' });
  const { md5 } = await hashes.lend(async (hash) => {
    hash.restart();
    hash.update(bytes);
    return hash.finish();
  });
  way.content = bytes;
  await way.move({ type: 'hashComputed', md5, proof: 'own' });
}

/** Whatever interrupts a download, its bytes are good until their checksum says otherwise. An error of ours may come from them. */
const mayBeKept = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted || (error instanceof TransferError && !isWrongContent(error));

/** Apple is wrong about the size of the file, and right about its checksum. */
async function provedSize(
  way: FileOnItsWay,
  sizeBytes: number,
  { store, onOddSize }: FileTools,
): Promise<void> {
  way.replace(await store.saveProvedSize(way.current, sizeBytes));
  onOddSize(way.current.key);
}

/** Brings the whole file into the spool, or past it where it has no room. */
async function readInto(
  writer: SpoolWriter,
  sizeBytes: number,
  way: FileOnItsWay,
  tools: FileTools,
  signal: AbortSignal,
): Promise<void> {
  const { hashes, board, clock, downloads } = tools;
  const file = { ...way.current, sizeBytes };
  if (!writer.hasRoom) way.freeRoom();
  const mostEmptyRequests = (): number => (writer.hasRoom ? MOST_EMPTY : MOST_EMPTY_UNKEPT);
  const remote = openRemoteBytes(file.sizeBytes, { ...remoteTools(file, tools), mostEmptyRequests }, signal);
  const onReceived = (bytes: number): void => {
    downloads.moved(file.sizeBytes, Math.max(0, bytes));
    board.received(file.key, bytes);
  };
  try {
    const proved = await hashes.lend((hash) =>
      download(file, { remote, hash, writer, clock, onReceived }, signal),
    );
    way.content = await writer.finish();
    if (!way.content) way.freeRoom();
    if (sizeBytes !== way.current.sizeBytes) await provedSize(way, sizeBytes, tools);
    await way.move({ type: 'hashComputed', ...proved });
  } finally {
    await remote.close();
  }
}

/** Requests in a row that bring not one byte, after which a file is put back with what has come of it. */
const MOST_EMPTY = 3;
/** The same of a file that the disk has no room for: putting it back costs all that has come. */
const MOST_EMPTY_UNKEPT = 10;

/** How a file's bytes are reached. */
export const remoteTools = (
  file: AddressedFile,
  {
    fetch,
    gates,
    addresses,
    rangeWorks = true,
  }: Pick<FileTools, 'fetch' | 'gates' | 'addresses'> & Partial<Pick<FileTools, 'rangeWorks'>>,
) => ({
  fetch,
  rangeWorks,
  gate: gates['icloud-bytes'],
  address: async (signal: AbortSignal) => (await addresses.of(file, signal)).url,
  forgetAddress: () => addresses.forget(file),
  mostEmptyRequests: () => MOST_EMPTY,
});
