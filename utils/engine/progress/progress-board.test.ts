import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../errors.ts';
import type { LiveProgress } from '../../domain/progress/progress.ts';
import { noTotals } from '../../domain/run/run.ts';
import { epochMs, md5, relativePath } from '../../units.ts';
import { createProgressBoard } from './progress-board.ts';
import { queuedFile } from '../testing/queued-file.ts';

const file = queuedFile({ key: 'k' });
const SUM = md5('d41d8cd98f00b204e9800998ecf8427e');
const doneState = {
  status: 'done',
  md5: SUM,
  proof: 'checksum',
  outcome: 'uploaded',
  doneAt: epochMs(1),
} as const;
const totals = { ...noTotals, filesFound: 2, bytesFound: 20_000 };
const busy: LiveProgress['waiting'] = {
  error: { code: 'rate-limited', detail: '' },
  until: epochMs(1),
};
const read = (
  board: ReturnType<typeof createProgressBoard>,
  at: number,
  waiting: LiveProgress['waiting'] = null,
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
    expect(read(board, 3, busy, { ...totals, bytesDone: 10_000 })).toMatchObject({
      step: 'waiting',
      bytesUnderWay: 0,
      lastFile: 'IMG_0001.JPG',
      waiting: busy,
    });
    board.setPhase('checking');
    expect(read(board, 4).step).toBe('checking');
  });

  test('names only finished files', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin(file);
    board.end(file, false);
    expect(read(board, 1).lastFile).toBeNull();
  });
});

describe('the speed', () => {
  test('counts downloads and uploads half each, and a finished file only once', () => {
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

  test('does not count bytes from before this life of the engine', () => {
    const board = createProgressBoard(epochMs(0));
    board.setPhase('copying');
    expect(read(board, 1_000, null, { ...totals, bytesDone: 19_000 }).bytesPerSecond).toBe(0);
  });

  test('is not negative when a file is read again', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin(file);
    board.received('k', 8_000);
    read(board, 1_000);
    board.received('k', -8_000);
    expect(read(board, 2_000).bytesPerSecond).toBeGreaterThanOrEqual(0);
  });

  test('does not change while a service asks us to wait', () => {
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

describe('the steps of a file', () => {
  test('are get, check and send, until it is verified', () => {
    const board = createProgressBoard(epochMs(0));
    const reported = () => read(board, 1).files;
    board.begin(file);
    expect(reported()).toEqual([
      {
        key: 'k',
        photo: file.itemKey,
        name: 'IMG_0001.JPG',
        folder: '2024-06',
        sizeBytes: 10_000,
        step: 'get',
        doneBytes: 0,
      },
    ]);
    board.received('k', 4_000);
    expect(reported()).toMatchObject([{ step: 'get', doneBytes: 4_000 }]);
    board.received('k', 6_000);
    expect(reported()).toMatchObject([{ step: 'check', doneBytes: 10_000 }]);
    board.sent('k', 0);
    board.sent('k', 2_500);
    expect(reported()).toMatchObject([{ step: 'send', doneBytes: 2_500 }]);
    board.end({ ...file, state: doneState }, true);
    expect(reported()).toEqual([]);
    expect(read(board, 2).finished).toEqual([
      {
        photo: file.itemKey,
        name: 'IMG_0001.JPG',
        folder: '2024-06',
        places: 1,
        sizeBytes: 10_000,
        proof: 'checksum',
      },
    ]);
  });

  test('begin at check if the bytes were hashed before', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin({ ...file, state: { status: 'hashed', md5: SUM, proof: 'checksum', mismatches: 0 } });
    expect(read(board, 1).files).toMatchObject([{ step: 'check' }]);
  });

  test('are reported for at most 24 files, and for the last twelve finished photos', () => {
    const board = createProgressBoard(epochMs(0));
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...file,
      key: `k${at}`,
      itemKey: `k${at}`,
    }));
    for (const one of many) board.begin(one);
    expect(read(board, 1).files).toHaveLength(24);
    for (const one of many) board.end({ ...one, state: doneState }, true);
    expect(read(board, 2).finished.map(({ photo }) => photo)).toEqual(
      Array.from({ length: 12 }, (_, at) => `k${39 - at}`),
    );
  });

  test('further places of a photo and its other files are one entry, which comes to the front', () => {
    const board = createProgressBoard(epochMs(0));
    const end = (change: Partial<typeof file>): void =>
      board.end({ ...file, ...change, state: doneState }, true);
    end({ key: 'a#original@x', itemKey: 'a', path: relativePath('Sommer/IMG_1.HEIC') });
    end({ key: 'b#original@', itemKey: 'b', path: relativePath('2024/IMG_2.HEIC') });
    end({ key: 'a#original@y', itemKey: 'a', path: relativePath('Reise/Italia/IMG_1.HEIC'), isCopy: true });
    end({
      key: 'a#live-video@y',
      itemKey: 'a',
      path: relativePath('Reise/Italia/IMG_1.MOV'),
      role: 'live-video',
    });
    expect(read(board, 1).finished).toMatchObject([
      { photo: 'a', name: 'IMG_1.HEIC', folder: 'Italia', places: 2, sizeBytes: 20_000 },
      { photo: 'b', name: 'IMG_2.HEIC', folder: '2024', places: 1 },
    ]);
  });
});

describe('both directions', () => {
  test('count bytes that cross the link: none that Jottacloud had before, and none back', () => {
    const board = createProgressBoard(epochMs(0));
    board.begin(file);
    board.received('k', 10_000);
    board.received('k', -10_000);
    board.received('k', 10_000);
    board.sent('k', 6_000);
    board.sent('k', 9_000);
    expect(board.moved()).toEqual({ received: 20_000, sent: 3_000 });
  });
});

describe('a dead connection', () => {
  const quiet = (board: ReturnType<typeof createProgressBoard>, at: number, code?: ErrorCode): number =>
    read(board, at, code ? { error: { code, detail: '' }, until: epochMs(at + 1_000) } : null).quietMs;

  test.each(['network', 'offline'] as const)(
    'is reported by how long no byte came, waits for %s included',
    (code) => {
      const board = createProgressBoard(epochMs(0));
      board.begin(file);
      board.received('k', 100);
      expect(quiet(board, 1_000)).toBe(0);
      expect([quiet(board, 21_000), quiet(board, 22_000, code), quiet(board, 31_000)]).toEqual([
        20_000, 21_000, 30_000,
      ]);
      board.received('k', -100);
      expect(quiet(board, 32_000)).toBe(31_000);
      board.refetched(1);
      expect(quiet(board, 33_000)).toBe(0);
    },
  );

  test('is not reported while a service asks for a wait, or no file is under way', () => {
    const board = createProgressBoard(epochMs(0));
    expect(quiet(board, 20_000)).toBe(0);
    board.begin(file);
    expect(quiet(board, 40_000, 'rate-limited')).toBe(0);
    expect(quiet(board, 41_000)).toBe(1_000);
  });
});

test('a file that goes back to the queue keeps its bytes in the number until they are sent again', () => {
  const board = createProgressBoard(epochMs(0));
  board.begin(file);
  board.sent('k', 6_000);
  read(board, 1);
  board.end(file, false);
  expect(read(board, 2).bytesUnderWay).toBe(6_000);
  board.begin(file);
  board.sent('k', 7_000);
  expect(read(board, 3).bytesUnderWay).toBe(7_000);
});
