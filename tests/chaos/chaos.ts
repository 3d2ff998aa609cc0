// `npm run chaos`: copies 500 items while everything breaks; `--seed N` chooses the chance, `--short` the size of the tests.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildExtension } from '../support/build-extension.ts';
import { brokenPromises } from './chaos-figures.ts';
import { chaosPage } from './chaos-page.ts';
import { FULL_CHAOS, SHORT_CHAOS } from './chaos-plans.ts';
import { runChaos } from './run-chaos.ts';

const OUT = resolve(import.meta.dirname, '../../docs/chaos.md');

const { values } = parseArgs({ options: { seed: { type: 'string' }, short: { type: 'boolean' } } });
const chosen = values.short === true ? SHORT_CHAOS : FULL_CHAOS;
const seed = Number(values.seed ?? chosen.seed);
const startedAt = Date.now();
const log = (line: string): void =>
  console.log(`${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

await buildExtension();
const figures = await runChaos({ ...chosen, seed, log });
const broken = brokenPromises(figures);
const page = chaosPage(figures, broken);
console.log(`\n${page}`);
if (values.short !== true && broken.length === 0) await writeFile(OUT, page);
process.exitCode = broken.length === 0 ? 0 : 1;
