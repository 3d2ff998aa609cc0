import { expect, test } from 'vitest';
import type { CheckRow } from '../domain/check/check-row.ts';
import { createCheckModel, type CheckPorts } from './check-model.ts';

const row = (id: CheckRow['id'], result: CheckRow['result']): CheckRow => ({
  id,
  side: 'icloud',
  asked: 'a call',
  result,
});
const fine = row('signedIn', { verdict: 'expected', answer: 'a shape' });
const late = row('zones', { verdict: 'not-asked', answer: '', why: 'late' });

function modelOf(change: Partial<CheckPorts> = {}) {
  const written: string[] = [];
  const model = createCheckModel({
    async run(onRow) {
      onRow(fine);
      onRow(late);
    },
    isCopying: async () => false,
    writeClipboard: async (text) => void written.push(text),
    origin: { version: '1.2.3', browser: 'Chrome 142' },
    now: () => new Date('2026-11-29T15:00:00Z'),
    ...change,
  });
  return { model, written };
}

test('rows come one by one, and the whole can be copied as a text', async () => {
  const seen: number[] = [];
  const { model, written } = modelOf();
  model.rows.subscribe((rows) => seen.push(rows.length));

  await model.check();
  await model.copyText();

  expect(model.stage.value).toBe('done');
  expect(seen).toEqual([0, 0, 1, 2]);
  expect(written).toEqual([
    [
      'Fotoflytt 1.2.3, Chrome 142, 2026-11-29: check of the connection',
      'expected 1, other-way 0, not-understood 0, not-asked 1',
      '\nicloud signedIn: expected\n  asked: a call\n  answer: a shape',
      '\nicloud zones: not-asked (late)\n  asked: a call\n  answer: -',
      '',
    ].join('\n'),
  ]);
});

test('a copy that is under way is not disturbed', async () => {
  let runs = 0;
  let isCopying = true;
  const { model } = modelOf({
    isCopying: async () => isCopying,
    run: async () => void (runs += 1),
  });
  await model.check();
  expect([model.stage.value, runs]).toEqual(['busy', 0]);

  isCopying = false;
  await model.check();
  expect([model.stage.value, runs]).toEqual(['done', 1]);
});

test('a check that breaks keeps the rows it has, and can be pressed again', async () => {
  let isBroken = true;
  const { model } = modelOf({
    async run(onRow) {
      onRow(fine);
      if (isBroken) throw new Error('the worker is gone');
      onRow(late);
    },
  });
  await expect(model.check()).rejects.toThrow('gone');
  expect([model.stage.value, model.rows.value.length]).toEqual(['done', 1]);
  isBroken = false;
  await model.check();
  expect(model.rows.value.length).toBe(2);
});

test('a second press while it runs begins nothing', async () => {
  let runs = 0;
  const end = Promise.withResolvers<void>();
  const { model } = modelOf({
    run: async () => {
      runs += 1;
      await end.promise;
    },
  });
  const first = model.check();
  await model.check();
  end.resolve();
  await first;
  expect(runs).toBe(1);
});
