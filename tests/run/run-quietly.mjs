import { ClearFailure } from './clear-failure.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Runs a program without showing its output, unless it fails: then the output comes first and the sentence last.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} failure the one sentence that says what went wrong and what to do
 * @param {Record<string, string>} [env] variables to add
 * @throws {ClearFailure} if the program's exit code is not 0
 */
export async function runQuietly(program, args, failure, env = {}) {
  const { exitCode, output } = await runProgram(program, args, { env, output: 'collect' });
  if (exitCode === 0) return;
  console.error(output.trimEnd());
  throw new ClearFailure(failure);
}
