import type { DestinationIndex } from '../../ports/destination-index.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';

/** Finished files in one read of the log. */
const BATCH_FILES = 1_000;

/** Yields all finished files of the log, in the order of the queue. */
export async function* doneBatches(store: Pick<DestinationIndex, 'doneFiles'>): AsyncGenerator<QueuedFile[]> {
  for (let after = 0; ;) {
    const files = await store.doneFiles(after, BATCH_FILES);
    const last = files.at(-1);
    if (!last) return;
    yield files;
    after = last.order;
  }
}
