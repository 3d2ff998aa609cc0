// `npm run bench`: measures the unmodified build against local services; `npm run bench -- photos` runs cases by name.
// The result replaces the case's line in docs/benchmarks.md; other lines stay, with their date.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { buildExtension } from '../support/build-extension.ts';
import type { BenchCase, BenchResult } from './bench-case.ts';
import { hashCases } from './hash-case.ts';
import { idleCases } from './idle-cases.ts';
import { linkCases } from './link-cases.ts';
import { mixedCase } from './mixed-case.ts';
import { picturesCase } from './pictures-case.ts';
import { plainCases } from './plain-cases.ts';
import { raceCases } from './race-cases.ts';

const TIMES = Number(process.argv.find((argument) => argument.startsWith('--times='))?.slice(8) ?? 3);
const OUT = resolve(import.meta.dirname, '../../docs/benchmarks.md');
const HEAD =
  '| case | conditions | measure | goal | figure | single runs | when |\n|---|---|---|---|---|---|---|';
const all: BenchCase[] = [
  ...hashCases,
  ...linkCases,
  picturesCase,
  mixedCase,
  ...plainCases,
  ...idleCases,
  ...raceCases,
];

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = all.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

await buildExtension();
const lines = linesOf(await readFile(OUT, 'utf8').catch(() => ''));
for (const each of chosen) {
  console.log(`▸ ${each.name}`);
  const result: BenchResult = await each.run(TIMES).catch((error: unknown) => ({
    figure: 'failed',
    isReached: false,
    notes: error instanceof Error ? error.message : String(error),
  }));
  const mark = result.isReached === null ? '' : result.isReached ? '✓' : '✗';
  const { name, conditions, measure, goal } = each;
  const day = new Date().toISOString().slice(0, 10);
  const cells = [name, conditions, measure, goal, `**${result.figure}** ${mark}`, result.notes, day];
  lines.set(name, `| ${cells.join(' | ')} |`);
  console.log(`  ${result.figure} ${mark} (${result.notes})`);
  await writeFile(OUT, page([HEAD, ...all.flatMap(({ name: known }) => lines.get(known) ?? [])].join('\n')));
}

/** Lines of an earlier table, by their case. */
function linesOf(text: string): Map<string, string> {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return new Map(rows.map((line) => [line.slice(2).split(' | ', 1)[0] ?? '', line]));
}

function page(body: string): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `# Benchmarks

Made by \`npm run bench\`: the unmodified build in Chromium, both services and the browser on one machine
(${cpus().length} processors, ${gigabytes} GB), medians of three unless the line says otherwise. The local services simulate the link.

${body}

What bounds the figures, and what was tried: [decisions](decisions/README.md).
`;
}
