/** A failure of the practice run, in one sentence: `message` is all that the person at the terminal sees. */
export class PracticeFailure extends Error {
  override readonly name = 'PracticeFailure';
}
