import type { IcloudClient } from '../../../icloud/client.ts';
import type { LibrariesLog } from '../../../ports/libraries-log.ts';

/** Apple knows 28 kinds of files, so a list of hundreds is nonsense. */
const MAX_NAMES = 50;

/**
 * Stores the names of unknown kinds of files, and requests these files from now on. Later requests name the fields that
 * they want, so only the first answer of a reading, which shows all fields, can reveal a new kind.
 *
 * @returns whether a kind is new
 */
export async function keepUnknownFiles(
  libraryKey: string,
  found: readonly string[],
  {
    icloud,
    store,
  }: { icloud: Pick<IcloudClient, 'askFor'>; store: Pick<LibrariesLog, 'libraries' | 'saveMarks'> },
): Promise<boolean> {
  if (found.length === 0) return false;
  icloud.askFor(found);
  const { unknownFiles = [] } = (await store.libraries()).find(({ key }) => key === libraryKey) ?? {};
  const names = [...new Set([...unknownFiles, ...found])].slice(0, MAX_NAMES);
  if (names.length > unknownFiles.length) await store.saveMarks(libraryKey, { unknownFiles: names });
  return found.some((name) => !unknownFiles.includes(name));
}
