import { readdir } from 'node:fs/promises';
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Resolves at the moment the browser writes into the extension's database.
 *
 * @param profile the browser's
 */
export async function untilDatabaseWrite(profile: string, extensionId: string): Promise<void> {
  const folder = join(profile, 'Default/IndexedDB');
  const name = (await readdir(folder)).find(
    (entry) => entry.includes(extensionId) && entry.endsWith('.leveldb'),
  );
  if (name === undefined) throw new Error('the extension has no database yet');
  let watcher: FSWatcher | undefined;
  await new Promise<void>((resolve) => {
    watcher = watch(join(folder, name), (_, file) => {
      if (file?.endsWith('.log')) resolve();
    });
  });
  watcher?.close();
}
