import { performance } from 'node:perf_hooks';
import { runProgram } from './run-program.mjs';

/**
 * Runs one script of package.json as a step: its name, its own output unchanged, then how long it took.
 *
 * @param {string} name the script
 * @param {string[]} args further arguments for the script
 * @param {Record<string, string>} env variables to add
 * @returns {Promise<boolean>} did it pass?
 */
export async function runStep(name, args = [], env = {}) {
  console.log(`\n▸ ${name}`);
  const startedAt = performance.now();
  const { exitCode } = await runProgram(
    'npm',
    ['run', '--silent', name, ...(args.length ? ['--', ...args] : [])],
    {
      env,
    },
  );
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    exitCode === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (exit code ${exitCode}, ${seconds} s)`,
  );
  return exitCode === 0;
}
