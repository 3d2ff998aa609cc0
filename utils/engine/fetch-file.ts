import { isProvable } from './content-hash.ts';
import type { Role } from '../photos/record.ts';
import { download } from './download.ts';
import type { FileOnItsWay, FileTools } from './run-file.ts';

/** From the queue to the hash: by downloading, or, for bytes that Jottacloud is known to have, by what the log knows of them. */
export async function fetchFile(way: FileOnItsWay, tools: FileTools, signal: AbortSignal): Promise<void> {
  const { store, spool, fetch, hashes, gates, addresses, board, downloads, spoolRoom } = tools;
  if (OWN.has(way.current.role)) return writeOwnFile(way, tools);
  const known = isProvable(way.current.checksum) ? await store.knownContent(way.current.checksum) : null;
  if (known && known.sizeBytes === way.current.sizeBytes) {
    await way.move({ type: 'started' });
    await way.move({ type: 'hashComputed', md5: known.md5, proof: 'checksum' });
    return;
  }

  way.freeRoom();
  way.freeRoom = await spoolRoom.take(way.current.sizeBytes, signal);
  const freeSlot = await downloads.take(1, signal);
  try {
    await way.move({ type: 'started' });
    const address = await addresses.of(way.current, signal);
    if (address.checksum !== way.current.checksum || address.sizeBytes !== way.current.sizeBytes)
      way.replace(await store.saveContentOf(way.current.key, address.checksum, address.sizeBytes));
    const file = way.current;
    const writer = await spool.create(file);
    try {
      const around = {
        fetch,
        gate: gates['icloud-bytes'],
        writer,
        address: async (stop: AbortSignal) => (await addresses.of(file, stop)).url,
        forgetAddress: () => addresses.forget(file),
        onReceived: (bytes: number) => board.received(file.key, bytes),
      };
      const proved = await hashes.lend((hash) => download(file, { ...around, hash }, signal));
      way.content = await writer.finish();
      await way.move({ type: 'hashComputed', ...proved });
    } catch (error) {
      await writer.discard();
      throw error;
    }
  } finally {
    freeSlot();
  }
}

const OWN: ReadonlySet<Role> = new Set(['details', 'album']);

/** A file that is not Apple's but made here, from what is listed now. */
async function writeOwnFile(way: FileOnItsWay, { store, hashes }: FileTools): Promise<void> {
  const { bytes, checksum } = await store.readOwnFile(way.current);
  if (checksum !== way.current.checksum || bytes.length !== way.current.sizeBytes)
    way.replace(await store.saveContentOf(way.current.key, checksum, bytes.length));
  await way.move({ type: 'started' });
  const { md5 } = await hashes.lend(async (hash) => {
    hash.restart();
    hash.update(bytes);
    return hash.finish();
  });
  way.content = new Blob([bytes]);
  await way.move({ type: 'hashComputed', md5, proof: 'own' });
}
