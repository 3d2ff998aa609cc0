import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from './run-program.mjs';

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A snap sees neither /tmp nor hidden folders, so it cannot use the fresh profiles and the build we give it. */
function isSnap(path) {
  return realpathSync(path) === '/usr/bin/snap' || path.startsWith('/snap/');
}

/** Does this file start and know its own version? Ubuntu's /usr/bin/chromium-browser, for one, only asks for snap. */
export async function canStart(path) {
  if (!isExecutable(path) || isSnap(path)) return false;
  return (await runProgram(path, ['--version'], { output: 'collect' })).exitCode === 0;
}

const pathsOf = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));

/** Whether a program is on PATH. It is not started: not every program knows its version. */
export const isOnPath = (name) => pathsOf(name).some(isExecutable);

/**
 * Looks for a program on PATH.
 *
 * @param {string[]} names in order of preference
 * @returns {Promise<string | undefined>} the absolute path of the first that starts
 */
export async function findProgram(names) {
  for (const path of names.flatMap(pathsOf)) if (await canStart(path)) return path;
  return undefined;
}
