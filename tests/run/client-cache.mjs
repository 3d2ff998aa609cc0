import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/**
 * Returns the folder in which a program of tests/clients/programs is built and kept. Git ignores it. Its name changes
 * with the files that say what is built, so that another version is built again.
 *
 * @param {string} name a folder of tests/clients/programs
 * @returns {{ folder: string, prepare: () => void }} `prepare` makes the folder with copies of those files
 */
export function clientCache(name) {
  const source = join(projectRoot, 'tests', 'clients', 'programs', name);
  const hash = createHash('sha256');
  for (const file of readdirSync(source).toSorted()) hash.update(readFileSync(join(source, file)));
  const mark = hash.digest('hex').slice(0, 12);
  const folder = join(projectRoot, '.cache', 'clients', `${name}-${mark}`);
  const prepare = () => {
    mkdirSync(folder, { recursive: true });
    cpSync(source, folder, { recursive: true });
  };
  return { folder, prepare };
}
