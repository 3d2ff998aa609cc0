import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Folders that git ignores (.gitignore), and git's own. */
const IGNORED: ReadonlySet<string> = new Set([
  'node_modules',
  '.output',
  '.wxt',
  '.cache',
  '.git',
  'test-results',
]);

/** Lists the files of the project by path from its root, also where git or its history is missing. */
export function listFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return IGNORED.has(entry.name) ? [] : listFiles(root, path);
  });
}
