import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClearFailure } from './clear-failure.mjs';
import { projectNode, projectRoot } from './project.mjs';
import { runProgram } from './run-program.mjs';
import { runQuietly } from './run-quietly.mjs';

/** The oldest Node that can run these scripts and npm's `ci`; all else runs with the project's own Node. */
const OLDEST_NODE = 18;

function readPackages(...path) {
  return JSON.parse(readFileSync(join(projectRoot, ...path), 'utf8')).packages;
}

/**
 * Does what is installed fit package-lock.json? npm writes what it installed to node_modules/.package-lock.json;
 * only optional packages (other platforms' binaries) may be missing there.
 */
function fitsLock() {
  if (!existsSync(join(projectRoot, 'node_modules', '.package-lock.json'))) return false;
  const installed = readPackages('node_modules', '.package-lock.json');
  const { '': _root, ...locked } = readPackages('package-lock.json');
  const same = (a, b) => a?.version === b?.version && a?.integrity === b?.integrity;
  return (
    Object.keys(installed).every((path) => path in locked) &&
    Object.entries(locked).every(([path, entry]) =>
      path in installed ? same(entry, installed[path]) : entry.optional === true,
    )
  );
}

/**
 * Makes node_modules what package-lock.json says (`npm ci`, about 20 s) and lets WXT write `.wxt/`, which the type
 * checker reads. Does nothing if both are in place.
 *
 * @throws {ClearFailure} if npm cannot install them
 */
export async function ensurePackages() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    throw new ClearFailure(`Node ${OLDEST_NODE} or newer is needed to start; this is ${process.version}.`);

  if (!fitsLock()) {
    console.log('▸ packages: npm ci (only the first time, about 20 s)');
    await runQuietly(
      'npm',
      // the tools are devDependencies, whatever NODE_ENV says; a changed setting must not leave out the project's Node
      ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
      'The packages could not be installed: npm ci failed, and its output above says why.',
    );
  }

  const { exitCode } = await runProgram(projectNode, ['--version'], { output: 'collect' });
  if (exitCode !== 0)
    throw new ClearFailure("The project's own Node does not start: delete node_modules and try again.");

  if (!existsSync(join(projectRoot, '.wxt', 'wxt.d.ts')))
    await runQuietly('npm', ['run', 'postinstall'], 'WXT could not write .wxt/: npm run postinstall failed.');
}
