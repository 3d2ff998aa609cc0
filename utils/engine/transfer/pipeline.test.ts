import { expect, test, vi } from 'vitest';
import { TransferError } from '../../errors.ts';
import { createBench, home, MB, MBIT } from '../testing/pipeline-bench.ts';
import type { VirtualLine } from '../testing/virtual-services.ts';

vi.setConfig({ testTimeout: 120_000 });

const times = (count: number, ...bytes: number[]): number[] =>
  Array.from({ length: count }, () => bytes).flat();

/** Moves files of these sizes over a link on which nothing else takes time. @returns time of the ideal link ÷ its time */
async function move(sizes: readonly number[], link: VirtualLine): Promise<number> {
  const { time, log, run } = createBench(sizes, link);
  await time.runUntil(run());
  expect([...log.values()].filter(({ state }) => state.status !== 'done')).toEqual([]);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes / Math.min(link.down, link.up) / (time.now() / 1_000);
}

/** A checksum of the kind that proves its bytes. */
const VERIFIABLE = btoa(`\x01${'\0'.repeat(20)}`);
const videos = [120, 60, 40, 30, 20, 10].map((size) => size * MB);

test.each([
  {
    name: 'photos, Live Photos, small ones, then videos',
    sizes: [...times(80, 2.5 * MB), ...times(30, 1.8 * MB, 0.9 * MB), ...times(200, 150_000), ...videos],
    least: 0.97,
  },
  { name: 'small files', sizes: times(500, 150_000), least: 0.93 },
  { name: 'ordinary photos', sizes: times(100, 3 * MB), least: 0.97 },
  { name: 'videos that lie together with ordinary files', sizes: times(12, 60 * MB), least: 0.93 },
  { name: 'videos that lie by themselves', sizes: times(5, 300 * MB), least: 0.85 },
])('$name: the narrower direction is kept busy', async ({ sizes, least }) => {
  expect(await move(sizes, home)).toBeGreaterThan(least);
});

test('a video that is most of a library transfers as fast as its checksum allows', async () => {
  const link = { down: 200 * MBIT, up: 200 * MBIT, latencyMs: 20 };
  // the video arrives before it leaves: 23 s and 20 s more, where 23 s would be ideal
  expect(await move([...times(100, 0.75 * MB), 500 * MB], link)).toBeGreaterThan(0.97 * (575 / (575 + 500)));
});

test('230 copies of one photo are filed at once after the first is verified', async () => {
  let uploads = 0;
  const { time, log, run } = createBench(
    times(230, 3 * MB),
    home,
    ({ jottacloud, store, clock, hashes }) => ({
      jottacloud: {
        ...jottacloud,
        async allocate(file, signal) {
          const allocation = await jottacloud.allocate(file, signal);
          return uploads === 0 ? allocation : { kind: 'stored' };
        },
        sendPart(...parameters) {
          uploads += 1;
          return jottacloud.sendPart(...parameters);
        },
      },
      hashes: {
        lend: (readSalted, work) =>
          hashes.lend(readSalted, (hash) =>
            work({ ...hash, finish: async () => ({ ...(await hash.finish()), checksum: VERIFIABLE }) }),
          ),
      },
      store: {
        ...store,
        // what is confirmed is gathered before it is entered
        async apply(key, ...events) {
          if (events.some(({ type }) => type === 'confirmed'))
            await clock.sleep(150, new AbortController().signal);
          return store.apply(key, ...events);
        },
      },
    }),
  );
  for (const [key, file] of log) log.set(key, { ...file, checksum: VERIFIABLE });
  await time.runUntil(run());
  expect([...log.values()].every(({ state }) => state.status === 'done')).toBe(true);
  expect(uploads).toBe(1);
  expect(time.now()).toBeLessThan(8_000);
});

test.each([
  ['does not answer', () => Promise.reject(new TransferError('bad-response', '', { service: 'icloud' }))],
  ['has none for it', () => Promise.resolve()],
])('a file that gets no address, for Apple %s, is asked about once a minute at most', async (_, answer) => {
  const asked: string[] = [];
  // six large ones are under way for minutes; the others wait behind them
  const { time, log, run } = createBench(times(9, 200 * MB), home, ({ downloadUrls }) => ({
    downloadUrls: {
      ...downloadUrls,
      async prepare(files, signal) {
        const [ours, others] = [
          files.filter(({ order }) => order >= 7),
          files.filter(({ order }) => order < 7),
        ];
        await downloadUrls.prepare(others, signal);
        asked.push(...ours.map(({ key }) => key));
        if (ours.length > 0) await answer();
      },
      of: (file, signal) =>
        file.order >= 7
          ? Promise.reject(new TransferError('record-gone', '', { service: 'icloud' }))
          : downloadUrls.of(file, signal),
    },
  }));
  await time.runUntil(run());
  expect([...log.values()].map(({ state }) => state.status)).toEqual([
    ...Array.from({ length: 7 }, () => 'done'),
    ...Array.from({ length: 2 }, () => 'failed'),
  ]);
  expect(asked.length).toBeLessThanOrEqual(2 * Math.ceil(time.now() / 60_000));
});

test('a URL that expires before its file can begin is requested once more', async () => {
  const asked: string[] = [];
  const { time, run } = createBench(times(8, 200 * MB), home, ({ downloadUrls, clock }) => {
    const readyUntil = new Map<string, number>();
    return {
      downloadUrls: {
        ...downloadUrls,
        isReady: ({ key }) => (readyUntil.get(key) ?? 0) > clock.now(),
        async prepare(files, signal) {
          await downloadUrls.prepare(files, signal);
          asked.push(...files.map(({ key }) => key));
          for (const { key } of files) readyUntil.set(key, clock.now() + 60_000);
        },
      },
    };
  });
  await time.runUntil(run());
  expect(asked.filter((key) => key === '7#').length).toBeGreaterThan(1);
  expect(asked.length).toBeLessThan(30);
});
