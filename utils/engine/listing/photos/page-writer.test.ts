import { expect, test } from 'vitest';
import type { PhotoPage } from '../../../ports/listed.ts';
import { createPageWriter, type NextPage, type PageWriter } from './page-writer.ts';

const page = (fromRank: number, change: Partial<NextPage['progress']> = {}): NextPage => ({
  items: [],
  unusable: [{ recordName: `at ${fromRank}`, reason: 'no master' }],
  progress: { fromRank, assetCount: 100, skippedRanks: 0, isLast: false, passToken: 'token', ...change },
});

/** A log that writes one page at a time, when it is told to. */
function createSlowLog() {
  const written: PhotoPage[] = [];
  const open: PromiseWithResolvers<void>[] = [];
  return {
    written,
    savePhotos: (_key: string, _name: string, saved: PhotoPage): Promise<void> => {
      written.push(saved);
      const write = Promise.withResolvers<void>();
      open.push(write);
      return write.promise;
    },
    end: () => open.shift()?.resolve(),
    fail: (error: Error) => open.shift()?.reject(error),
  };
}

const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  void promise.finally(() => (settled = true)).catch(() => undefined);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return settled;
};

async function addAll(writer: PageWriter, ranks: readonly number[]): Promise<void> {
  for (const rank of ranks) await writer.add(page(rank));
}

test('pages that arrive during a write are written together after it, in order', async () => {
  const log = createSlowLog();
  const writer = createPageWriter(log, 'library', 'main');
  await addAll(writer, [0, 100]);
  await writer.add(page(200, { skippedRanks: 3, unreadRanks: [201], isLast: true, isSteady: true }));
  expect(log.written.map(({ progress }) => progress?.fromRank)).toEqual([0]);
  log.end();
  await expect.poll(() => log.written.length).toBe(2);
  expect(log.written[1]).toEqual({
    items: [],
    unusable: [
      { recordName: 'at 100', reason: 'no master' },
      { recordName: 'at 200', reason: 'no master' },
    ],
    progress: {
      fromRank: 100,
      assetCount: 200,
      skippedRanks: 3,
      unreadRanks: [201],
      isLast: true,
      isSteady: true,
      passToken: 'token',
    },
  });
  log.end();
  await writer.done();
});

test('the reader of the list waits for a slow log', async () => {
  const log = createSlowLog();
  const writer = createPageWriter(log, 'library', 'main');
  await addAll(writer, [0, 100, 200, 300]);
  const fifth = writer.add(page(400));
  expect(await isSettled(fifth)).toBe(false);
  log.end();
  expect(await isSettled(fifth)).toBe(true);
  expect(log.written).toHaveLength(2);
});

test('all pages are in the log when it is done, and a later one starts a write of its own', async () => {
  const log = createSlowLog();
  const writer = createPageWriter(log, 'library', 'main');
  await writer.done();
  await addAll(writer, [0, 100]);
  const done = writer.done();
  log.end();
  expect(await isSettled(done)).toBe(false);
  log.end();
  await done;
  await writer.add(page(200));
  expect(log.written.map(({ progress }) => progress?.fromRank)).toEqual([0, 100, 200]);
});

test('after a write that failed nothing more is written, and the failure is thrown', async () => {
  const log = createSlowLog();
  const writer = createPageWriter(log, 'library', 'main');
  await addAll(writer, [0, 100]);
  log.fail(new Error('the disk is full'));
  await expect(writer.done()).rejects.toThrow('the disk is full');
  await expect(addAll(writer, [200, 300, 400, 500])).rejects.toThrow('the disk is full');
  expect(log.written).toHaveLength(1);
});
