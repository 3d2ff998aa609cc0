import type { CheckRow, Verdict } from './check-row.ts';

/** Heading of the text. */
export interface CheckOrigin {
  /** Version of this extension. */
  version: string;
  browser: string;
  /** ISO date, without the time of day, to reveal less about the person. */
  madeOn: string;
}

/** Counts the verdicts. */
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
 * Formats all rows as English text for support. Like the rows it holds shapes only: no names, places, tokens or URLs.
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
