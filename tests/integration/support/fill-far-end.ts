import { md5 } from '../../fakes/jottacloud/local-originals.ts';
import type { World } from './start-world.ts';

/** Puts what a filled log calls done into Jottacloud: such files are all like one of those that were really moved. */
export async function fillFarEnd({ log, jottacloud: { tree } }: World): Promise<void> {
  const moved = new Map<string, Uint8Array>();
  for (const file of tree.files()) {
    const bytes = await file.bytes();
    moved.set(md5(bytes), bytes);
  }
  for (const { path, state } of await log.getAll('files')) {
    const below = `iCloud Photos/${path}`;
    if (state.status !== 'done' || tree.file(below)) continue;
    const bytes = moved.get(state.md5);
    if (!bytes) throw new Error('its content was really moved');
    tree.put(below, bytes);
  }
}
