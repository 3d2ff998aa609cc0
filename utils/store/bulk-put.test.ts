import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { openLog } from './database.ts';
import { addNew } from './bulk-put.ts';
import { md5 } from '../units.ts';
import type { ContentRecord, LogDatabase } from './schema.ts';

let database: LogDatabase;
afterEach(() => database.close());

const content = (checksum: string, sizeBytes: number): ContentRecord => ({
  checksum,
  md5: md5('d41d8cd98f00b204e9800998ecf8427e'),
  sizeBytes,
});

/** Adds records in one transaction. @returns keys of those that were there */
async function add(records: readonly ContentRecord[]): Promise<string[]> {
  const { store, done } = database.transaction('contents', 'readwrite');
  const there = await addNew(store, new Map(records.map((record) => [record.checksum, record])));
  await done;
  return there;
}

test('existing records stay and are reported, and all others are written', async () => {
  database = await openLog('add-new');
  expect(await add([])).toEqual([]);
  expect(await add([content('a', 1), content('b', 2)])).toEqual([]);
  expect(await add([content('b', 3), content('c', 4), content('a', 5)])).toEqual(['b', 'a']);
  expect((await database.getAll('contents')).map(({ checksum, sizeBytes }) => [checksum, sizeBytes])).toEqual(
    [
      ['a', 1],
      ['b', 2],
      ['c', 4],
    ],
  );
});

test('an aborted transaction is reported', async () => {
  database = await openLog('add-new-aborted');
  const transaction = database.transaction('contents', 'readwrite');
  const adding = addNew(transaction.store, new Map([['a', content('a', 1)]]));
  transaction.abort();
  await expect(adding).rejects.toThrow('aborted');
  await expect(transaction.done).rejects.toThrow('Abort');
});
