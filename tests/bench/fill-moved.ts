import type { Page } from '@playwright/test';

/**
 * Makes the run that was just planned a finished one: for each listed photo the log gets what the product would have
 * written (utils/storage/records.ts) had it moved the photo's original.
 *
 * @param page any page of the extension that has opened the log
 */
export const fillMoved = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const BATCH = 2_000;
    interface Photo {
      key: string;
      libraryKey: string;
      assetName: string;
      day: string;
      addedOrder: number;
      toPlace?: 1;
      photo: {
        fileName: string;
        originals: { checksum: string; sizeBytes: number; holder: string; field: string }[];
      };
    }
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('fotoflytt');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log cannot be opened')));
    });
    const ask = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log cannot be read')));
      });
    const at = Date.now();
    let order = 0;
    for (let after: string | null = null; ;) {
      const transaction = database.transaction(['photos', 'items', 'files', 'paths'], 'readwrite', {
        durability: 'relaxed',
      });
      const range: IDBKeyRange | null = after === null ? null : IDBKeyRange.lowerBound(after, true);
      const photos = (await ask(transaction.objectStore('photos').getAll(range, BATCH))) as Photo[];
      for (const photo of photos) {
        const { key, libraryKey, assetName } = photo;
        const [original] = photo.photo.originals;
        if (!original) continue;
        order += 1;
        delete photo.toPlace;
        const path = `Not in any album/${photo.day.slice(0, 4)}/${order}-${photo.photo.fileName}`;
        transaction.objectStore('photos').put(photo);
        transaction.objectStore('items').put({
          ...{ key, libraryKey, assetName, name: photo.photo.fileName, isPhoto: true },
          ...{ openFiles: 0, failedFiles: 0 },
        });
        transaction.objectStore('files').put({
          ...{ key: `${key}#original@`, order, itemKey: key, libraryKey, role: 'original', ...original },
          ...{ takenAt: at, path, isCopy: false, wantedName: null, replaces: null },
          state: {
            ...{ status: 'done', md5: String(order).padEnd(32, '0'), proof: 'checksum' },
            ...{ outcome: 'uploaded', doneAt: at },
          },
        });
        transaction
          .objectStore('paths')
          .put({ key: path.toLowerCase(), itemKey: key, fileKey: `${key}#original@` });
      }
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      const last = photos.at(-1);
      if (!last) break;
      after = last.key;
    }
    const transaction = database.transaction(['runs', 'log'], 'readwrite');
    const [log] = await ask(transaction.objectStore('log').getAll());
    const run = (await ask(transaction.objectStore('runs').getAll())).at(-1);
    const bytes = run.plan.all.bytes;
    transaction.objectStore('log').put({
      ...log,
      lastOrder: order,
      totals: {
        ...{ itemsFound: order, itemsDone: order, itemsFailed: 0, filesFound: order, filesDone: order },
        ...{ filesFailed: 0, filesProved: order, filesSizeChecked: 0, filesUploaded: order },
        ...{ bytesFound: bytes, bytesDone: bytes },
      },
      placedUnder: JSON.stringify([
        run.destinationFolder,
        run.arrangement.layout,
        run.arrangement.sharedLibrary,
      ]),
      placedFor: JSON.stringify([
        run.choice,
        run.arrangement.hidden,
        run.arrangement.recentlyDeleted,
        run.arrangement.details,
        run.arrangement.places,
      ]),
    });
    transaction.objectStore('runs').put({ ...run, status: 'finished', isConfirmed: true, endedAt: at });
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  });
