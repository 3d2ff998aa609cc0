import { join } from 'node:path';
import { clientCache } from './client-cache.mjs';
import { canStart } from './find-program.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Finds or builds the rclone that reads iCloud Photos (1.76 or newer; distributions carry older ones). Where there is no
 * Go it says so, and the tests that need it are skipped.
 *
 * @returns {Promise<string | undefined>} its absolute path
 */
export async function ensureClientRclone() {
  const { folder, prepare } = clientCache('rclone');
  const program = join(folder, 'rclone');
  if (await canStart(program)) return program;
  const go = await findGo();
  if (go === undefined) {
    console.log('▸ rclone 1.76 is not run: Go is missing (https://go.dev/dl/), which would build it.');
    return undefined;
  }
  console.log('▸ rclone: go build (only the first time, one to three minutes)');
  prepare();
  const args = ['-C', folder, 'build', '-mod=mod', '-trimpath', '-ldflags=-s -w', '-o', program, '.'];
  const { exitCode, output } = await runProgram(go, args, { output: 'collect' });
  if (exitCode === 0 && (await canStart(program))) return program;
  console.log(
    `${output.trimEnd()}\n▸ rclone 1.76 is not run: it could not be built, and the output above says why.`,
  );
  return undefined;
}

/** `go` has no `--version`, which `findProgram` would ask. */
async function findGo() {
  const { exitCode } = await runProgram('go', ['version'], { output: 'collect' });
  return exitCode === 0 ? 'go' : undefined;
}
