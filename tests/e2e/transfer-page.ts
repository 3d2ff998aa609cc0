import type { Page } from '@playwright/test';
import { openLink } from './open-link.ts';

/** Opens the details by the link in the popup. */
export async function openDetails(popup: Page): Promise<Page> {
  const page = await openLink(popup.getByRole('link', { name: 'Details' }));
  await page.getByRole('tablist').waitFor();
  return page;
}

/**
 * Marks every file of a log from `fillLog` as failed, after `runs` runs.
 *
 * @param page any page of the extension that has opened the log
 */
export const failEverything = (page: Page, runs: number): Promise<void> =>
  page.evaluate(async (count) => {
    const BATCH = 10_000;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('fotoflytt');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log cannot be opened')));
    });
    const write = (store: string, put: (records: IDBObjectStore) => void): Promise<void> =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction(store, 'readwrite', { durability: 'relaxed' });
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () => reject(new Error('the log cannot be written')));
        put(transaction.objectStore(store));
      });
    const error = { code: 'record-refused', detail: '', service: 'icloud' };
    await write('files', (files) => {
      files.openCursor().addEventListener('success', ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        cursor.update({ ...cursor.value, state: { status: 'failed', error } });
        cursor.continue();
      });
    });
    await write('log', (log) => {
      const request = log.get('log');
      request.addEventListener('success', () => {
        const { totals, ...rest } = request.result;
        const failed = { filesDone: 0, filesFailed: totals.filesFound, itemsDone: 0, filesProved: 0 };
        log.put({ ...rest, totals: { ...totals, ...failed, itemsFailed: totals.itemsFound, bytesDone: 0 } });
      });
    });
    const first = await new Promise<object>((resolve) => {
      const request = database.transaction('runs').objectStore('runs').get(1);
      request.addEventListener('success', () => resolve(request.result));
    });
    const at = Date.UTC(2026, 0, 1);
    for (let from = 1; from <= count; from += BATCH)
      await write('runs', (store) => {
        for (let id = from; id < from + BATCH && id <= count; id += 1)
          store.put({ ...first, id, startedAt: at + id * 60_000, endedAt: at + id * 60_000 + 30_000 });
      });
    database.close();
  }, runs);
