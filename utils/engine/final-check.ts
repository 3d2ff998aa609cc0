import type { JottacloudClient } from '../jottacloud/client.ts';
import { listedRoot } from '../jottacloud/jfs-path.ts';
import type { ListedFile } from '../jottacloud/list-stream.ts';
import { nameKey } from '../photos/safe-name.ts';
import type { Gate } from './gate.ts';
import { patiently } from './patiently.ts';
import type { Clock, ItemStore } from './ports.ts';

/** Files that are compared with the log in one go. */
const BATCH = 100;

/** What the check needs of its surroundings. */
export interface CheckTools {
  jottacloud: JottacloudClient;
  store: ItemStore;
  gate: Gate;
  clock: Clock;
  destinationFolder: string;
  onChecked(files: number): Promise<unknown>;
}

/**
 * Lists the destination and holds every finished file against it: path, md5 and size. What is not there any more, or
 * is something else, goes back to the queue. Needs one bit of memory a file.
 *
 * @returns how many files were sent back
 */
export async function checkDestination(tools: CheckTools, signal: AbortSignal): Promise<number> {
  const found = await patiently(tools, signal, () => findAll(tools, signal));
  let missing = 0;
  for (let after = 0; ;) {
    const files = await tools.store.doneFiles(after, BATCH);
    const last = files.at(-1);
    if (!last) return missing;
    for (const file of files)
      if (!found.has(file.order)) {
        await tools.store.apply(file.key, { type: 'missingAtDestination' });
        missing += 1;
      }
    after = last.order;
  }
}

async function findAll(tools: CheckTools, signal: AbortSignal): Promise<BitSet> {
  const { jottacloud, destinationFolder } = tools;
  const found = createBitSet();
  let batch: ListedFile[] = [];
  let checked = 0;
  const compare = async (): Promise<void> => {
    await Promise.all(batch.map((listed) => mark(listed, found, tools)));
    checked += batch.length;
    batch = [];
    await tools.onChecked(checked);
  };
  for await (const listed of jottacloud.list(destinationFolder, signal)) {
    batch.push(listed);
    if (batch.length >= BATCH) await compare();
  }
  await compare();
  return found;
}

async function mark(
  { folder, name, md5, sizeBytes }: ListedFile,
  found: BitSet,
  { store, destinationFolder }: CheckTools,
): Promise<void> {
  const root = listedRoot(destinationFolder);
  if (nameKey(folder.slice(0, root.length)) !== nameKey(root)) return;
  const path = [...folder.slice(root.length).split('/'), name].filter(Boolean).join('/');
  const file = await store.fileAt(path);
  if (file?.state.status === 'done' && file.state.md5 === md5 && file.sizeBytes === sizeBytes)
    found.add(file.order);
}

/** A set of small whole numbers, one bit each. */
interface BitSet {
  add(number: number): void;
  has(number: number): boolean;
}

function createBitSet(): BitSet {
  let bits = new Uint8Array(1_024);
  return {
    add(number) {
      const at = number >> 3;
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(bits.length * 2, at + 1));
        larger.set(bits);
        bits = larger;
      }
      bits[at] = (bits[at] ?? 0) | (1 << (number & 7));
    },
    has: (number) => ((bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0,
  };
}
