import { effect, signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { createFakeTransferModel, someLive } from '../../components/testing/fake-models.ts';
import { nothingWaits } from '../domain/testing/nothing-waits.ts';
import { noTotals } from '../domain/run/run.ts';
import { startSeries } from '../domain/progress/speed-series.ts';
import { sampleRun } from '../domain/testing/sample-run.ts';
import { epochMs } from '../units.ts';
import { createTransferPageModel, firstTab, type TransferPagePorts } from './transfer-page-model.ts';

const ids = Array.from({ length: 200 }, (_, index) => 200 - index);

function start(change: Partial<TransferPagePorts> = {}) {
  const asked: string[] = [];
  const snapshot = { run: sampleRun({ id: 200 }), totals: noTotals };
  const transfer = createFakeTransferModel({ state: 'running', snapshot });
  const note = <Answer>(name: string, answer: Answer): Promise<Answer> => {
    asked.push(name);
    return Promise.resolve(answer);
  };
  const model = createTransferPageModel({
    transfer,
    firstTab: 'now',
    years: (changed, isShown) => {
      effect(() => {
        if (changed.value !== undefined && isShown.value) void note('years', null);
      });
      return {
        years: signal(null),
        open: signal(new Set()),
        missing: signal(new Map()),
        toggle: () => undefined,
      };
    },
    readProblems: () => note('problems', []),
    readSpeeds: (runId) => note('speeds', startSeries(runId)),
    readRunIds: () => note('ids', ids),
    readRuns: (wanted) =>
      note(
        `runs ${wanted[0]}–${wanted.at(-1)}`,
        wanted.map((id) => sampleRun({ id })),
      ),
    readNames: async (runs) => new Map(runs.map(({ id }) => [id, { kind: 'library' }])),
    readQueue: () => note('queue', []),
    moveUp: (id) => note(`up ${id}`, undefined),
    remove: (id) => note(`remove ${id}`, undefined),
    repeat: (id) => note(`repeat ${id}`, undefined),
    retry: () => note('retry', undefined),
    ...change,
  });
  return { model, transfer, asked };
}

test('only what the shown tab needs is read', async () => {
  const { model, asked } = start();
  await vi.waitFor(() => expect(model.speeds.value).toEqual(startSeries(200)));
  expect(asked).toEqual(['speeds']);
  model.show('problems');
  await vi.waitFor(() => expect(model.problems.value).toEqual([]));
  expect(asked).toEqual(['speeds', 'problems']);
  model.show('years');
  expect(asked).toEqual(['speeds', 'problems', 'years']);
});

test('the chart is read again every five seconds while something moves', async () => {
  const { transfer, asked } = start();
  for (let at = 0; at < 20_000; at += 400) {
    transfer.live.value = { ...someLive, at: epochMs(at) };
    await Promise.resolve().then(() => undefined);
  }
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(4));
  expect(asked.length).toBeLessThanOrEqual(5);
});

test('problems are read again when another file has failed, and after “Try these again”', async () => {
  const { model, transfer, asked } = start({ firstTab: 'problems' });
  await vi.waitFor(() => expect(asked).toEqual(['problems']));
  transfer.snapshot.value = { ...transfer.snapshot.value, totals: { ...noTotals, filesFailed: 1 } };
  await vi.waitFor(() => expect(asked).toEqual(['problems', 'problems']));
  await model.retry(null);
  expect(asked).toEqual(['problems', 'problems', 'retry', 'problems']);
});

test('a long list of finished tasks is read page by page, each page once', async () => {
  const { model, asked } = start({ firstTab: 'tasks' });
  await vi.waitFor(() => expect(model.runIds.value).toEqual(ids));
  model.showRuns(0, 20);
  model.showRuns(10, 30);
  model.showRuns(95, 115);
  await vi.waitFor(() => expect(model.runs.value.size).toBe(150));
  const reads = asked.filter((name) => name !== 'queue');
  expect(reads).toEqual(['ids', 'runs 200–151', 'runs 150–101', 'runs 100–51']);
  expect(model.names.value.get(99)).toEqual({ kind: 'library' });
  expect(model.runs.value.get(99)?.id).toBe(99);
});

test('the latest run has its name before any finished one is shown', async () => {
  const { model } = start({ firstTab: 'tasks', readRunIds: async () => [1] });
  await vi.waitFor(() => expect(model.names.value.get(1)).toEqual({ kind: 'library' }));
});

test('the queue is read again after a press on it, and when another press waits', async () => {
  const { model, transfer, asked } = start({ firstTab: 'tasks' });
  await vi.waitFor(() => expect(model.queue.value).toEqual([]));
  const reads = (): number => asked.filter((name) => name === 'queue').length;
  const first = reads();
  await model.moveUp('a');
  await model.remove('b');
  expect(asked.filter((name) => /^(up|remove)/.test(name))).toEqual(['up a', 'remove b']);
  expect(reads()).toBe(first + 2);
  transfer.snapshot.value = { ...transfer.snapshot.value, waiting: { ...nothingWaits, tasks: 1 } };
  await vi.waitFor(() => expect(reads()).toBe(first + 3));
});

test('what cannot be read leaves what was there', async () => {
  const failing = signal(false);
  const { model, transfer } = start({
    firstTab: 'problems',
    readProblems: () => (failing.value ? Promise.reject(new Error('closed')) : Promise.resolve([])),
  });
  await vi.waitFor(() => expect(model.problems.value).toEqual([]));
  failing.value = true;
  transfer.snapshot.value = { ...transfer.snapshot.value, totals: { ...noTotals, filesFailed: 1 } };
  await expect(model.retry(null)).resolves.toBeUndefined();
  expect(model.problems.value).toEqual([]);
});

test.each([
  ['running', 'now'],
  ['paused', 'now'],
  ['done-with-problems', 'problems'],
  ['done', 'years'],
  ['counting', 'years'],
  ['ready', 'years'],
] as const)('in the state %s the page opens with the tab “%s”', (state, tab) => {
  expect(firstTab(state)).toBe(tab);
});
