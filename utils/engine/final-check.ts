import type { JottacloudClient } from '../jottacloud/client.ts';
import { pathBelow } from '../jottacloud/jfs-path.ts';
import type { ListedFile } from '../jottacloud/list-stream.ts';
import type { Gate } from './gate.ts';
import { inBatches } from './in-batches.ts';
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
  /** Files up to this place in the queue were proved by an earlier run and are left alone; 0: all are looked for. */
  since: number;
  onChecked(files: number): Promise<unknown>;
}

/**
 * Lists the destination and holds every finished file against it: path, md5 and size. What is not there any more, or
 * is something else, goes back to the queue. Needs one bit of memory a file. Where only what is new is looked for, only
 * the folders that hold it are listed.
 *
 * @returns how many files were sent back
 */
export async function checkDestination(tools: CheckTools, signal: AbortSignal): Promise<number> {
  const found = await patiently(tools, signal, () => findAll(tools, signal));
  let missing = 0;
  for (let after = tools.since; ;) {
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
  const { jottacloud } = tools;
  const found = createBitSet();
  let checked = 0;
  for (const folder of await foldersOf(tools))
    for await (const batch of inBatches(jottacloud.list(folder, signal), BATCH)) {
      await mark(batch, found, tools);
      checked += batch.length;
      await tools.onChecked(checked);
    }
  return found;
}

/** Folders that must be listed: the destination as a whole, or those of the new files. */
async function foldersOf({ store, since, destinationFolder }: CheckTools): Promise<string[]> {
  if (since === 0) return [destinationFolder];
  const folders = new Set<string>();
  for (let after = since; ;) {
    const files = await store.doneFiles(after, BATCH);
    const last = files.at(-1);
    if (!last) return withoutInner([...folders]);
    for (const { path } of files) folders.add(`${destinationFolder}/${path}`.replace(/\/[^/]*$/, ''));
    after = last.order;
  }
}

/** A folder is listed with all below it: what lies in another one of the list is left out. */
const withoutInner = (folders: readonly string[]): string[] =>
  folders.filter((folder) => !folders.some((outer) => folder.startsWith(`${outer}/`)));

async function mark(
  batch: readonly ListedFile[],
  found: BitSet,
  { store, destinationFolder }: CheckTools,
): Promise<void> {
  const paths = batch.map((listed) => pathBelow(destinationFolder, listed) ?? '');
  const files = await store.filesAt(paths);
  for (const [index, { md5, sizeBytes }] of batch.entries()) {
    const file = files[index];
    if (file?.state.status === 'done' && file.state.md5 === md5 && file.sizeBytes === sizeBytes)
      found.add(file.order);
  }
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
