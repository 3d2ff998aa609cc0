import type { CheckRow, Verdict } from './check-row.ts';

/** What stands above the rows. */
export interface CheckOrigin {
  /** Of this extension. */
  version: string;
  browser: string;
  /** ISO date: a time of day says more of the person than it helps. */
  madeOn: string;
}

/** How often each verdict was given. */
export function verdictCounts(rows: readonly CheckRow[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    expected: 0,
    'other-way': 0,
    'not-understood': 0,
    'not-asked': 0,
  };
  for (const { result } of rows) counts[result.verdict] += 1;
  return counts;
}

/**
 * All rows as a text for whoever helps, always in English. It holds what the rows hold: shapes, and no name, place, token or
 * address.
 */
export function checkText(rows: readonly CheckRow[], { version, browser, madeOn }: CheckOrigin): string {
  const counts = Object.entries(verdictCounts(rows)).map(([verdict, count]) => `${verdict} ${count}`);
  return [
    `Fotoflytt ${version}, ${browser}, ${madeOn}: check of the connection`,
    counts.join(', '),
    ...rows.map(lineOf),
    '',
  ].join('\n');
}

function lineOf({ side, id, asked, result }: CheckRow): string {
  const why = result.verdict === 'not-asked' ? ` (${result.why})` : '';
  return `\n${side} ${id}: ${result.verdict}${why}\n  asked: ${asked}\n  answer: ${result.answer || '-'}`;
}
