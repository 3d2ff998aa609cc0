import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../tests/model/spec/read-table.ts';
import { DEFAULT_WAIT, maxAttemptsByCode, retryTable, waitsByCode } from './retry-table.ts';

const page = readFileSync(new URL('../../../docs/retries.md', import.meta.url), 'utf8');

/** `3000` as `3 s`, as the page writes it. */
const duration = (ms: number): string =>
  ms % 60_000 === 0 && ms > 0 ? `${ms / 60_000} min` : ms < 1_000 && ms > 0 ? `${ms} ms` : `${ms / 1_000} s`;

/** `maxWaitMs: 3000` as `max wait 3 s`. */
const numberText = ([name, value]: [string, number]): string => {
  const words = name
    .replace(/Ms$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
  return `${words} ${name.endsWith('Ms') ? duration(value) : value}`;
};

describe('docs/retries.md', () => {
  test('has a row for each entry of the table, with its numbers', () => {
    const { rows, columns, cells } = readTable(page, 'entry');
    expect(rows).toEqual(Object.keys(retryTable));
    const column = columns.indexOf('numbers');
    expect(cells.map((row) => row[column])).toEqual(
      Object.values(retryTable).map((numbers) => Object.entries(numbers).map(numberText).join(', ')),
    );
  });

  test('has the waits and tries of each error code', () => {
    const codes = [...new Set([...Object.keys(waitsByCode), ...Object.keys(maxAttemptsByCode)])];
    const waits = new Map(Object.entries(waitsByCode));
    const tries = new Map(Object.entries(maxAttemptsByCode));
    const cellsOf = ({ firstMs, maxMs }: typeof DEFAULT_WAIT, limit?: number): string[] => [
      duration(firstMs),
      duration(maxMs),
      limit === undefined ? 'no limit' : String(limit),
    ];
    expect(readTable(page, 'code')).toEqual({
      rows: [...codes.map((code) => `\`${code}\``), 'any other'],
      columns: ['first wait', 'longest wait', 'tries of a file'],
      cells: [
        ...codes.map((code) => cellsOf(waits.get(code) ?? DEFAULT_WAIT, tries.get(code))),
        cellsOf(DEFAULT_WAIT),
      ],
    });
  });
});
