import type { Page } from '@playwright/test';

/**
 * Fills the log with a finished run of `items` items of one file each; writes what the product writes
 * (utils/store/database.ts), except the stores that only listing and moving read.
 *
 * @param page any page of the extension that opens the log: it has done so once it is drawn
 */
export async function fillLog(page: Page, items: number): Promise<void> {
  await page.locator('main').waitFor();
  await writeLog(page, items);
}

const writeLog = (page: Page, items: number): Promise<void> =>
  page.evaluate(async (count) => {
    const BATCH = 10_000;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('fotoflytt');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log cannot be opened')));
    });
    /** Runs `put` on some stores and resolves when it is written. */
    const write = (stores: string[], put: (transaction: IDBTransaction) => void): Promise<void> =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () => reject(new Error('the log cannot be written')));
        put(transaction);
      });
    const libraryKey = 'private:PrimarySync';
    const sizeBytes = 3_000_000;
    const at = Date.UTC(2026, 5, 10);

    for (let from = 1; from <= count; from += BATCH)
      await write(['items', 'files'], (transaction) => {
        const [itemStore, fileStore] = [transaction.objectStore('items'), transaction.objectStore('files')];
        for (let order = from; order < from + BATCH && order <= count; order += 1) {
          const number = String(order).padStart(12, '0');
          const assetName = `00000000-0000-4000-8000-${number}`;
          const key = `${libraryKey}/${assetName}`;
          const name = `IMG_${order}.HEIC`;
          itemStore.put({ key, libraryKey, assetName, name, isPhoto: true, openFiles: 0, failedFiles: 0 });
          fileStore.put({
            ...{
              key: `${key}#original`,
              order,
              itemKey: key,
              libraryKey,
              role: 'original',
              holder: assetName,
            },
            ...{
              field: 'resOriginalRes',
              checksum: `AQ${number}`.padEnd(28, '0'),
              sizeBytes,
              takenAt: at + order,
            },
            ...{ isCopy: false, wantedName: null, replaces: null },
            path: `2026/2026-06/${name}`,
            state: {
              status: 'done',
              md5: number.padEnd(32, '0'),
              proof: 'checksum',
              outcome: 'uploaded',
              doneAt: at,
            },
          });
        }
      });

    await write(['runs', 'log'], (transaction) => {
      const files = {
        filesFound: count,
        filesDone: count,
        filesFailed: 0,
        filesProved: count,
        filesSizeChecked: 0,
      };
      const bytes = { bytesFound: count * sizeBytes, bytesDone: count * sizeBytes, filesUploaded: count };
      const totals = { itemsFound: count, itemsDone: count, itemsFailed: 0, filesOwn: 0, ...files, ...bytes };
      transaction.objectStore('log').put({
        ...{ key: 'log', totals, lastOrder: count, accountNumber: '1', skippedZones: [], unusable: [] },
        ...{ placedUnder: null, placedFor: null, placedUpTo: null, bytesPerSecond: null },
      });
      transaction.objectStore('runs').put({
        ...{ id: 1, status: 'finished', phase: 'checking', startedAt: at, endedAt: at + 3_600_000 },
        ...{ destinationFolder: 'iCloud Photos', appleCount: count, checkedFiles: count },
        ...{ attention: null, shortfalls: [], isConfirmed: true, plan: null, listedItems: count },
        ...{ listing: 'all', firstOrder: 0 },
        choice: { albums: null, unfiled: false, from: null, to: null, kinds: null, items: null },
        arrangement: {
          ...{ layout: 'albums', sharedLibrary: 'own-folder', hidden: false, recentlyDeleted: false },
          ...{ details: 'off', places: true },
        },
      });
    });
    database.close();
  }, items);
