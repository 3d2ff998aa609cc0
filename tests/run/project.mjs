import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, as an absolute path. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The project's own Node (package `node` in package.json); it is there once `ensurePackages` has run. */
export const projectNode = join(projectRoot, 'node_modules', '.bin', 'node');

/**
 * The environment for everything the project runs: its own Node and tools come first on PATH, so that the version
 * in package.json counts and not the one that happens to be installed.
 *
 * @param {Record<string, string>} [extra] variables to add
 */
export function projectEnvironment(extra = {}) {
  const path = [join(projectRoot, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, ...extra, PATH: path };
}
