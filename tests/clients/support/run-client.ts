import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Below the timeout of a test (vitest.config.ts), so that its output is shown. */
const RUN_TIMEOUT_MS = 240_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Where `npm run clients` put the programs; undefined where it could not get one, and then its tests are skipped. */
export const programs = {
  rclone: process.env['CLIENT_RCLONE'],
  python: process.env['CLIENT_PYTHON'],
  icloudpd: process.env['CLIENT_ICLOUDPD'],
};

/**
 * Runs a program to its end. Its working folder is its home, where it may leave files.
 *
 * @returns what it wrote
 * @throws with all its output if its exit code is not 0
 */
export async function runClient(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ stdout: string; stderr: string }> {
  const options = { env, cwd: env['HOME'], timeout: RUN_TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES };
  return promisify(execFile)(program, args, options);
}
