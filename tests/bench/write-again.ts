import type { ToolPage } from './devtools.ts';

/** Photos written per transaction. */
const BATCH = 500;

/**
 * Writes the listed photos once more, into an empty database with the same indexes and in the order of the list: the least
 * that a browser needs to keep them.
 *
 * @returns seconds of writing alone
 */
export const writeAgain = (page: ToolPage): Promise<number> =>
  page.evaluate(`(${writePhotos.toString()})(${BATCH})`);

/** Runs in the page. */
async function writePhotos(batchSize: number): Promise<number> {
  const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log cannot be read')));
    });
  const log = await resultOf(indexedDB.open('fotoflytt'));
  const opening = indexedDB.open('written again');
  opening.addEventListener('upgradeneeded', () => {
    const copy = opening.result.createObjectStore('photos', { keyPath: 'key' });
    const listed = log.transaction('photos').objectStore('photos');
    for (const name of listed.indexNames) {
      const { keyPath, multiEntry } = listed.index(name);
      copy.createIndex(name, keyPath, { multiEntry });
    }
  });
  const copy = await resultOf(opening);
  let milliseconds = 0;
  for (let range: IDBKeyRange | null = null; ;) {
    const listed = log.transaction('photos').objectStore('photos').index('byAdded');
    const photos = await resultOf(listed.getAll(range, batchSize));
    const last = photos.at(-1);
    if (!last) break;
    range = IDBKeyRange.lowerBound([last.addedOrder, last.key], true);
    const startedAt = performance.now();
    const transaction = copy.transaction('photos', 'readwrite', { durability: 'relaxed' });
    for (const photo of photos) transaction.objectStore('photos').add(photo);
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    milliseconds += performance.now() - startedAt;
  }
  copy.close();
  log.close();
  await resultOf(indexedDB.deleteDatabase('written again'));
  return milliseconds / 1_000;
}
