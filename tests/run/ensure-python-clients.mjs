import { join } from 'node:path';
import { clientCache } from './client-cache.mjs';
import { canStart, findProgram } from './find-program.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Finds icloudpd and pyicloud, or installs them into a Python environment of their own. Where that is not possible it
 * says so, and the tests that need them are skipped.
 *
 * @returns {Promise<Record<string, string>>} CLIENT_PYTHON and CLIENT_ICLOUDPD for the tests; empty if there are none
 */
export async function ensurePythonClients() {
  const { folder, prepare } = clientCache('python');
  const inside = (name) => join(folder, 'environment', 'bin', name);
  const found = { CLIENT_PYTHON: inside('python'), CLIENT_ICLOUDPD: inside('icloudpd') };
  const isReady = async () =>
    (await canStart(found.CLIENT_ICLOUDPD)) &&
    (await runProgram(found.CLIENT_PYTHON, ['-c', 'import pyicloud'], { output: 'collect' })).exitCode === 0;
  if (await isReady()) return found;

  const python = await findProgram(['python3', 'python']);
  if (python === undefined) {
    console.log('▸ icloudpd and pyicloud are not run: Python 3 is missing (https://www.python.org/).');
    return {};
  }
  console.log('▸ icloudpd, pyicloud: pip install (only the first time, about a minute)');
  prepare();
  const steps = [
    [python, ['-m', 'venv', '--clear', join(folder, 'environment')]],
    [inside('python'), ['-m', 'pip', 'install', '--quiet', '-r', join(folder, 'requirements.txt')]],
  ];
  for (const [program, args] of steps) {
    const { exitCode, output } = await runProgram(program, args, { output: 'collect' });
    if (exitCode === 0) continue;
    console.log(
      `${output.trimEnd()}\n▸ icloudpd and pyicloud are not run: they could not be installed, see above.`,
    );
    return {};
  }
  if (await isReady()) return found;
  console.log('▸ icloudpd and pyicloud are not run: they were installed but do not start.');
  return {};
}
