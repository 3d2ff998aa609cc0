import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { defineDatabaseItem } from './database-item.ts';
import { withOwnDatabase } from './key-database.ts';

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()));

const item = (name: string) => defineDatabaseItem<unknown>(name, (value) => value);
const countOpenings = () => vi.spyOn(globalThis.indexedDB, 'open');
/** Deletes the database, as another context does. Resolves once no connection keeps it. */
const deleteDatabase = (): Promise<void> =>
  new Promise((resolve) => {
    indexedDB.deleteDatabase('fotoflytt-key').addEventListener('success', () => resolve());
  });

test('values that are read at once share one connection', async () => {
  await item('a').setValue(1);
  const openings = countOpenings();
  expect(await Promise.all([item('a').getValue(), item('b').getValue(), item('a').getValue()])).toEqual([
    1,
    undefined,
    1,
  ]);
  expect(openings).toHaveBeenCalledTimes(1);
  await item('a').getValue();
  expect(openings).toHaveBeenCalledTimes(2);
});

test('the connection is closed after the last work, whatever became of it', async () => {
  const results = await Promise.allSettled([
    item('a').getValue(),
    withOwnDatabase(() => Promise.reject(new Error('failed'))),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  let isBlocked = false;
  const request = indexedDB.deleteDatabase('fotoflytt-key');
  request.addEventListener('blocked', () => (isBlocked = true));
  await new Promise((resolve) => request.addEventListener('success', resolve));
  expect(isBlocked).toBe(false);
});

test('work on a connection that another context has ended does not hold up the next work', async () => {
  await withOwnDatabase(async () => {
    await deleteDatabase();
    await item('a').setValue(1);
    expect(await item('a').getValue()).toBe(1);
  });
});

test('an opening that fails is tried again', async () => {
  const openings = countOpenings().mockImplementationOnce(() => {
    throw new Error('no space');
  });
  await expect(item('a').getValue()).rejects.toThrow('no space');
  expect(await item('a').getValue()).toBeUndefined();
  expect(openings).toHaveBeenCalledTimes(2);
});
