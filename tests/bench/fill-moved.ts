import type { ToolPage } from './devtools.ts';
import { likeMoved, type MovedRecords, type PhotoFacts } from './moved-records.ts';

/** Which log to fill, and how. */
interface Filling {
  logName: string;
  /** A multiple of those that the run has moved, which are all alike. */
  items: number;
  /** One of them. */
  sample: PhotoFacts;
}

/**
 * Fills the log of the product: see {@link fillLog}. The caller sets up the fake library to match.
 *
 * @param page any page of the extension that has opened the log
 */
export async function fillMoved(page: ToolPage, items: number, sample: PhotoFacts): Promise<void> {
  const filling: Filling = { logName: 'fotoflytt', items, sample };
  await page.evaluate(`(${fillLog.toString()})(${JSON.stringify(filling)}, ${likeMoved.toString()})`);
}

/**
 * Fills the log of a run that the product has finished, with more copied photos like the given one, up to `items`
 * in all, and updates counts and sums. Self-contained, because it also runs in a page of the extension.
 *
 * @param like {@link likeMoved}
 */
export async function fillLog({ logName, items, sample }: Filling, like: typeof likeMoved): Promise<void> {
  const BATCH = 2_000;
  const HOUR_MS = 3_600_000;
  const stores = ['photos', 'items', 'files', 'paths', 'contents'] as const;
  const ask = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('the log does not answer')));
    });
  const database = await ask(indexedDB.open(logName));
  const write = (names: readonly string[], put: (transaction: IDBTransaction) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(names, 'readwrite', { durability: 'relaxed' });
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(new Error('the log cannot be written')));
      put(transaction);
    });
  const all = (name: string): Promise<Record<string, unknown>[]> =>
    ask(database.transaction(name).objectStore(name).getAll());
  const one = async (name: string, mark: string): Promise<object> =>
    (await all(name)).find((record) => JSON.stringify(record).includes(mark)) ?? {};
  const records: MovedRecords = {
    photos: await one('photos', sample.assetName),
    items: await one('items', sample.assetName),
    files: await one('files', sample.assetName),
    paths: await one('paths', sample.assetName),
    contents: await one('contents', sample.checksum),
  };
  const moved = (await all('items')).length;
  const base64 = (order: number, mark: string): string => `${mark}${order}`.padEnd(28, mark);
  // In order: the log would spend most of the filling on sorting what no run ever writes at once.
  const nameOf = (order: number): string =>
    order.toString(16).padStart(8, '0').toUpperCase() + crypto.randomUUID().slice(8).toUpperCase();
  const facts = (order: number): PhotoFacts => {
    const takenAt = sample.takenAt - order * HOUR_MS;
    return {
      assetName: nameOf(order),
      checksum: base64(order, 'AQ'),
      fileName: `IMG_${1_000_000 + order}.JPG`,
      ...{ takenAt, addedAt: takenAt + 4_000, day: new Date(takenAt).toISOString().slice(0, 10) },
      thumbs: [base64(order, 'Th'), base64(order, 'Me')],
    };
  };
  for (let from = moved + 1; from <= items; from += BATCH)
    await write(stores, (transaction) => {
      for (let order = from; order < from + BATCH && order <= items; order += 1) {
        const copy = like(records, sample, facts(order), order);
        for (const name of stores) transaction.objectStore(name).put(copy[name]);
      }
    });

  // All photos are alike, so sums grow in proportion to their number.
  const times = items / moved;
  const grown = (value: unknown): unknown => {
    if (typeof value === 'number') return value * times;
    if (Array.isArray(value)) return value.map(grown);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, grown(part)]));
  };
  const [library = {}] = await all('libraries');
  const [log = {}] = await all('log');
  const run = (await all('runs')).at(-1) ?? {};
  const { lists, plan } = { lists: {}, plan: {}, ...library, ...run } as {
    lists: { main?: Record<string, unknown> };
    plan: Record<string, unknown>;
  };
  const counts = { appleCount: items, rank: items, seenItems: items };
  await write(['libraries', 'log', 'runs'], (transaction) => {
    transaction.objectStore('libraries').put({
      ...library,
      lists: { ...lists, main: { ...lists.main, ...counts } },
    });
    transaction.objectStore('log').put({ ...log, totals: grown(log['totals']), lastOrder: items });
    transaction.objectStore('runs').put({
      ...{ ...run, endTotals: grown(run['endTotals']), listedItems: items, appleCount: items },
      plan: {
        ...plan,
        ...{ all: grown(plan['all']), byKind: grown(plan['byKind']), byLibrary: grown(plan['byLibrary']) },
      },
    });
  });
  database.close();
}
