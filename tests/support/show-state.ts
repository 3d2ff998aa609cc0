import { rowOfRun } from '../../utils/domain/run/run-row.ts';
import type { Page } from '@playwright/test';
import { sampleMonths } from './sample-months.ts';
import type { StateOfPage } from './states/state-of-page.ts';

/** Writes what a state needs. @param desk any page of the extension that has opened the log */
export const writeState = (
  desk: Page,
  { run: wanted, earlier, totals, look, unusable, note, pending, logs }: StateOfPage,
): Promise<void> =>
  desk.evaluate(
    async ({ records, sums, found, names, firstRun, rows, presses, known }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('fotoflytt');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the log cannot be opened')));
      });
      await new Promise<void>((resolve, reject) => {
        const transaction = database.transaction(['runs', 'log', 'libraries', 'months'], 'readwrite');
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () => reject(new Error('the log cannot be written')));
        const [runs, log] = [transaction.objectStore('runs'), transaction.objectStore('log')];
        runs.clear();
        for (const record of records) runs.put(record);
        const [libraries, months] = [transaction.objectStore('libraries'), transaction.objectStore('months')];
        const libraryKey = 'private:PrimarySync';
        const list = { rank: 0, pass: 1, isListed: true, passToken: null, appleCount: null, seenItems: 0 };
        const listed = rows.reduce((sum, row) => sum + row.listed, 0);
        libraries.put({
          ...{ key: libraryKey, startToken: null, syncToken: null },
          zone: { database: 'private', zoneName: 'PrimarySync', ownerRecordName: null, zoneType: null },
          lists: { main: { ...list, appleCount: listed, seenItems: listed }, hidden: list, deleted: list },
        });
        months.clear();
        for (const row of rows)
          months.put({ ...row, key: `${libraryKey}|main|${row.month}`, libraryKey, list: 'main', pass: 1 });
        const request = log.get('log');
        request.addEventListener('success', () =>
          log.put({
            ...request.result,
            totals: sums,
            look: found,
            unusable: names.map((name) => ({ name, error: { code: 'record-unusable', detail: '' } })),
          }),
        );
      });
      database.close();
      const { chrome } = globalThis as unknown as {
        chrome: { storage: { local: { set(values: object): Promise<void> } } };
      };
      await chrome.storage.local.set({ firstRun });
      const { storageBuckets } = navigator as unknown as {
        storageBuckets: { open(name: string): Promise<{ indexedDB: IDBFactory }> };
      };
      const bucket = await storageBuckets.open('fotoflytt-key');
      await new Promise<void>((resolve, reject) => {
        const opening = bucket.indexedDB.open('fotoflytt-key');
        opening.addEventListener('error', () => reject(new Error('the queue cannot be opened')));
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('kept', 'readwrite');
          transaction.objectStore('kept').put(presses, 'pendingSends');
          transaction.objectStore('kept').put(known, 'logs');
          transaction.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      });
    },
    {
      records: [earlier, wanted].filter((record) => record !== null).map(rowOfRun),
      ...{
        sums: totals,
        found: look,
        names: unusable,
        firstRun: note,
        presses: pending,
        known: logs,
        rows: sampleMonths(wanted, totals),
      },
    },
  );

/** Shows a state that was written, in a page. */
export async function showState(page: Page, origin: string, wanted: StateOfPage): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${origin}/${wanted.path}`);
  await page.locator('main').waitFor();
  if (wanted.live !== null) await sendLive(page, wanted);
  await wanted.act(page);
}

/** Reports the state again and again, because the page treats a report as old after some seconds. */
const sendLive = (page: Page, { live, run: wanted, totals }: StateOfPage): Promise<void> =>
  page.evaluate(
    (message) => {
      const channel = new BroadcastChannel('fotoflytt-progress');
      channel.postMessage(message);
      setInterval(() => channel.postMessage(message), 500);
    },
    { kind: 'live', log: 'fotoflytt', live, run: wanted, totals },
  );
