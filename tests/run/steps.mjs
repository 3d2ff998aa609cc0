import { performance } from 'node:perf_hooks';
import { runProgram } from './run-program.mjs';

/** @param {number} seconds @returns {string} e.g. `48 s` or `7 min 5 s` */
export function describeDuration(seconds) {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * Runs one script of package.json as a step: its name, its own output unchanged, then how long it took.
 *
 * @param {string} name the script
 * @param {{ args?: string[], env?: Record<string, string>, isBeside?: boolean }} [options]
 *   `args`: further arguments for the script. `env`: variables to add. `isBeside`: another step runs in
 *   parallel, so the output is printed when this one ends.
 * @returns {Promise<{ passed: boolean, seconds: number }>}
 */
export async function runStep(name, { args = [], env = {}, isBeside = false } = {}) {
  if (!isBeside) console.log(`\n▸ ${name}`);
  const startedAt = performance.now();
  const { exitCode, output } = await runProgram(
    'npm',
    ['run', '--silent', name, ...(args.length ? ['--', ...args] : [])],
    { env, output: isBeside ? 'collect' : 'inherit' },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  if (isBeside && output.trim() !== '') console.log(`\n▸ ${name}\n${output.trimEnd()}`);
  const took = describeDuration(seconds);
  console.log(exitCode === 0 ? `✓ ${name} (${took})` : `✗ ${name} (exit code ${exitCode}, ${took})`);
  return { passed: exitCode === 0, seconds };
}
