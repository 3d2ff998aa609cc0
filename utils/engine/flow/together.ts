/**
 * Waits for all of some independent work, so that nothing continues after a failure.
 *
 * @param running work that has begun
 * @returns the results in the order of the work
 * @throws the first failure, once all work has ended
 */
export async function together<Work extends readonly Promise<unknown>[]>(...running: Work) {
  await Promise.allSettled(running);
  return Promise.all(running);
}
