// `npm run bench`: measures the unmodified build against local services; `npm run bench -- photos` runs cases by name.
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { buildExtension } from '../practice/build-extension.ts';
import type { BenchCase, BenchResult } from './bench-case.ts';
import { hashCase } from './hash-case.ts';
import { idleCases } from './idle-cases.ts';
import { linkCases } from './link-cases.ts';
import { mixedCase } from './mixed-case.ts';
import { plainCases } from './plain-cases.ts';

const TIMES = Number(process.argv.find((argument) => argument.startsWith('--times='))?.slice(8) ?? 3);
const OUT = resolve(import.meta.dirname, '../../docs/benchmarks.md');
const all: BenchCase[] = [hashCase, ...linkCases, mixedCase, ...plainCases, ...idleCases];

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = all.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

await buildExtension();
const lines: string[] = [];
for (const each of chosen) {
  console.log(`▸ ${each.name}`);
  const result: BenchResult = await each.run(TIMES).catch((error: unknown) => ({
    figure: 'failed',
    isReached: false,
    notes: error instanceof Error ? error.message : String(error),
  }));
  const mark = result.isReached === null ? '' : result.isReached ? '✓' : '✗';
  lines.push(
    `| ${each.name} | ${each.conditions} | ${each.measure} | ${each.goal} | **${result.figure}** ${mark} | ${result.notes} |`,
  );
  console.log(`  ${result.figure} ${mark} (${result.notes})`);
}
const table = [
  '| case | conditions | measure | goal | figure | single runs |',
  '|---|---|---|---|---|---|',
  ...lines,
].join('\n');
console.log(`\n${table}`);
if (wanted.length === 0) await writeFile(OUT, page(table));

function page(body: string): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `# Benchmarks

Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: the unmodified build in Chromium, both services and the browser on one
machine (${cpus().length} processors, ${gigabytes} GB), medians of ${TIMES} where nothing else is said. A link is simulated by the local services.

${body}

What bounds the figures, and what was tried: [benchmark-notes.md](benchmark-notes.md).
`;
}
