import { expect, test } from 'vitest';
import { realClock } from '../engine/flow/real-clock.ts';
import { TransferError } from '../errors.ts';
import { checkIds, type CheckRow } from '../domain/check/check-row.ts';
import type { Check } from './check.ts';
import { runChecks } from './run-checks.ts';

const never = new AbortController().signal;

/** Checks with prescribed results, in the order of the page. */
const checkOf = (run: Check<null>['run'], index: number): Check<null> => ({
  id: checkIds[index] ?? 'names',
  side: 'icloud',
  asked: 'a call',
  run,
});

async function rowsOf(runs: Check<null>['run'][], sleep = realClock.sleep): Promise<CheckRow[]> {
  const rows: CheckRow[] = [];
  const onRow = (row: CheckRow): void => void rows.push(row);
  await runChecks(runs.map(checkOf), null, { onRow, limitMs: 60_000, sleep }, never);
  return rows;
}

const fine: Check<null>['run'] = async () => ({ verdict: 'expected', answer: '2 zones' });

test.each([
  ['an answer that cannot be read', 'bad-response', 'not-understood'],
  ['a service that asks to come later', 'rate-limited', 'not-asked'],
  ['nobody signed in', 'icloud-signed-out', 'not-asked'],
] as const)('%s ends its own check alone', async (_, code, verdict) => {
  const failing = async (): Promise<never> => {
    throw new TransferError(code, 'kari@example.no');
  };
  const rows = await rowsOf([failing, fine]);
  expect(rows.map(({ result }) => result.verdict)).toEqual([verdict, 'expected']);
  expect(rows[0]?.result.answer).toBe(code);
});

test('a check that never answers ends at its time limit, and is aborted', async () => {
  let isReported = false;
  const hanging = (_: null, signal: AbortSignal) =>
    new Promise<never>(() => signal.addEventListener('abort', () => (isReported = true)));
  // the first wait is over at once, the second never
  const waits = [() => Promise.resolve(), () => new Promise<void>(() => undefined)];
  const rows = await rowsOf([hanging, fine], () => waits.shift()?.() ?? Promise.resolve());
  expect(rows[0]?.result).toEqual({ verdict: 'not-asked', answer: '', why: 'late' });
  expect(rows[1]?.result.verdict).toBe('expected');
  expect(isReported).toBe(true);
});

test('collects the facts of all checks', async () => {
  const checks: Check<null>['run'][] = [
    async () => ({ verdict: 'expected', answer: '', facts: { lookupSize: 100 } }),
    async () => ({ verdict: 'other-way', answer: '', facts: { rangeWorks: false } }),
  ];
  const tools = { onRow: () => undefined, limitMs: 60_000, sleep: realClock.sleep };
  expect(await runChecks(checks.map(checkOf), null, tools, never)).toEqual({
    lookupSize: 100,
    rangeWorks: false,
  });
});

test('ends between two checks when the page goes', async () => {
  const page = new AbortController();
  const closing = async (): Promise<never> => {
    page.abort();
    throw new DOMException('aborted', 'AbortError');
  };
  const tools = { onRow: () => undefined, limitMs: 60_000, sleep: realClock.sleep };
  await expect(runChecks([closing].map(checkOf), null, tools, page.signal)).rejects.toThrow(/abort/);
});
