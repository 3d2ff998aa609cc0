/** A failure with a message of one sentence: `message` is all that the person at the terminal sees, no stack. */
export class ClearFailure extends Error {
  name = 'ClearFailure';
}

/**
 * Runs a command's main function and ends the process with the exit code it answers.
 *
 * A `ClearFailure` is printed as its one sentence with exit code 1; anything else is a bug of ours and keeps its stack.
 *
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof ClearFailure ? `\n✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
