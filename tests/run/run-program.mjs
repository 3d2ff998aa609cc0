import { spawn } from 'node:child_process';
import { projectEnvironment, projectRoot } from './project.mjs';

/** Signals that end us and must reach the program we wait for, so that nothing is left running. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the repository's root and waits for its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, stdin?: 'inherit' | 'ignore', output?: 'inherit' | 'collect' }} [options]
 *   `env`: variables to add. `stdin`: default 'ignore'. `output`: 'inherit' streams it through unchanged (default),
 *   'collect' keeps it quiet and answers it.
 * @returns {Promise<{ exitCode: number, output: string }>} `exitCode` is 127 if the program could not be started,
 *   128 if a signal ended it.
 */
export function runProgram(program, args, { env, stdin = 'ignore', output = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const stream = output === 'collect' ? 'pipe' : 'inherit';
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: projectEnvironment(env),
      stdio: [stdin, stream, stream],
    });

    let collected = '';
    const collect = (chunk) => (collected += chunk);
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);

    // Ctrl-C at a terminal reaches the program directly; twice would be an order to drop everything
    const passOn = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal);
    for (const signal of endingSignals) process.on(signal, passOn);
    const finish = (exitCode) => {
      for (const signal of endingSignals) process.off(signal, passOn);
      resolve({ exitCode, output: collected });
    };
    child.on('error', (error) => {
      collected += error.message;
      finish(127);
    });
    child.on('close', (exitCode) => finish(exitCode ?? 128));
  });
}
