import { describe, expect, test } from 'vitest';
import { noTotals } from '../transfer/run.ts';
import { epochMs, recordName, relativePath } from '../units.ts';
import type { QueuedFile } from './ports.ts';
import { createProgressBoard } from './progress-board.ts';

const file: QueuedFile = {
  ...{
    key: 'k',
    order: 1,
    itemKey: 'i',
    libraryKey: 'l',
    role: 'original',
    holder: recordName('h'),
    field: 'f',
    checksum: 'c',
  },
  ...{
    sizeBytes: 10_000,
    takenAt: epochMs(0),
    path: relativePath('2024/2024-06/IMG_0001.JPG'),
    replaces: null,
    state: { status: 'queued' },
  },
};
const totals = { ...noTotals, filesFound: 2, bytesFound: 20_000 };
const busy = { error: { code: 'rate-limited', detail: '' } as const, until: epochMs(1) };
const read = (
  board: ReturnType<typeof createProgressBoard>,
  at: number,
  waiting: typeof busy | null = null,
  now = totals,
) => board.read(epochMs(at), now, waiting);

describe('what the engine is doing', () => {
  test('is listing until files are copied, and checking at the end', () => {
    const board = createProgressBoard(epochMs(0));
    expect(read(board, 0).step).toBe('listing');
    board.setPhase('copying');
    board.begin(file);
    expect(read(board, 1).step).toBe('downloading');
    board.sent('k', 5_000);
    expect(read(board, 2)).toMatchObject({ step: 'uploading', bytesUnderWay: 5_000 });
    board.end(file, true);
    expect(read(board, 3, busy)).toMatchObject({
      step: 'waiting',
      bytesUnderWay: 0,
      lastFile: 'IMG_0001.JPG',
      waiting: busy,
    });
    board.setPhase('checking');
    expect(read(board, 4).step).toBe('checking');
  });

  test('names no file that was not finished', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin(file);
    board.end(file, false);
    expect(read(board, 1).lastFile).toBeNull();
  });
});

describe('the speed', () => {
  test('counts what comes and what goes half each, and a finished file no second time', () => {
    const board = createProgressBoard(epochMs(0));
    board.setPhase('copying');
    board.begin(file);
    read(board, 0);
    board.received('k', 10_000);
    expect(read(board, 1_000).bytesPerSecond).toBe(5_000);
    board.sent('k', 10_000);
    const sent = read(board, 2_000).bytesPerSecond;
    expect(sent).toBeCloseTo(5_000);
    board.end(file, true);
    expect(read(board, 3_000, null, { ...totals, bytesDone: 10_000 }).bytesPerSecond).toBeLessThan(sent);
  });

  test('does not jump over what was there before this life of the engine', () => {
    const board = createProgressBoard(epochMs(0));
    board.setPhase('copying');
    expect(read(board, 1_000, null, { ...totals, bytesDone: 19_000 }).bytesPerSecond).toBe(0);
  });

  test('is not below nothing when a file is read again', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin(file);
    board.received('k', 8_000);
    read(board, 1_000);
    board.received('k', -8_000);
    expect(read(board, 2_000).bytesPerSecond).toBeGreaterThanOrEqual(0);
  });

  test('stands still while a service asks us to wait', () => {
    const board = createProgressBoard(epochMs(0));
    board.setPhase('copying');
    board.begin(file);
    read(board, 0);
    board.received('k', 10_000);
    const before = read(board, 1_000).bytesPerSecond;
    board.end(file, true);
    const done = { ...totals, bytesDone: 10_000 };
    read(board, 1_001, busy, done);
    expect(read(board, 600_000, busy, done).bytesPerSecond).toBe(before);
  });
});
