// `npm test`: everything that must pass before a change lands, as the very first command after `git clone`.
// `npm run test:full`: the same and everything that takes long. `npm test -- unit e2e` runs only the named steps.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readCheckList } from './check-list.mjs';
import { ClearFailure, runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureExiftool } from './ensure-exiftool.mjs';
import { ensureFirefox } from './ensure-firefox.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { ensureRclone } from './ensure-rclone.mjs';
import { ensureScreen } from './ensure-screen.mjs';
import { describeDuration, runStep } from './steps.mjs';
import { describeCounts, readTestResults } from './test-results.mjs';

/** The npm script of each tier, and how long it takes on two idle processors. */
const TIERS = {
  usual: { script: 'test', goal: 'at most 12 min' },
  full: { script: 'run test:full', goal: 'about 45 min' },
};

const vitest = (file) => ({
  args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  env: {},
});
const playwright = (file) => ({ args: [], env: { PLAYWRIGHT_RESULTS: file } });
/** The steps that run tests, and how each is told to report to a file in addition to the terminal. */
const testRunners = {
  unit: vitest,
  clients: vitest,
  e2e: playwright,
  'e2e:full': playwright,
  'e2e:timed': playwright,
};

function chooseSteps(all, wanted) {
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new ClearFailure(`There is no step "${unknown}", only: ${all.join(', ')}.`);
  return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}

/** Runs a step; `counts` is undefined for one that runs no tests. A runner that fails, or counts nothing, never has 0 failed. */
async function runCounted(name, { folder, env, isBeside = false }) {
  const file = join(folder, `${name.replace(':', '-')}.json`);
  const runner = testRunners[name]?.(file) ?? { args: [], env: {} };
  const { passed, seconds } = await runStep(name, {
    args: runner.args,
    env: { ...env, ...runner.env },
    isBeside,
  });
  if (!(name in testRunners)) return { name, seconds, passed, counts: undefined };

  const counts = readTestResults(file) ?? { passed: 0, failed: 0, skipped: 0 };
  const complete = passed && counts.failed === 0 && counts.passed > 0;
  const told = complete ? counts : { ...counts, failed: Math.max(1, counts.failed) };
  return { name, seconds, passed: complete, counts: told };
}

/** Runs steps one after the other and stops at the first that fails. */
async function runInTurn(steps, options) {
  const results = [];
  for (const name of steps) {
    results.push(await runCounted(name, options));
    if (!results.at(-1).passed) break;
  }
  return results;
}

/** Runs the static checks in parallel with the tests that need no browser, then the browser tests if all passed. */
async function runAll(steps, options) {
  const isBrowser = (name) => name.startsWith('e2e');
  const checks = steps.filter((name) => !(name in testRunners));
  const tests = steps.filter((name) => name in testRunners && !isBrowser(name));
  const first = await Promise.all([
    runInTurn(checks, { ...options, isBeside: tests.length > 0 }),
    runInTurn(tests, options),
  ]);
  const results = first.flat();
  if (results.some(({ passed }) => !passed)) return results;
  return [...results, ...(await runInTurn(steps.filter(isBrowser), options))];
}

/** Prints the result and duration of each step. @param tier the tier, if all its steps ran @param seconds the total */
function tellSteps(results, seconds, tier) {
  const lines = results.map(({ name, passed, seconds: took, counts }) => {
    const counted = counts ? `: ${describeCounts(counts)}` : '';
    return `${passed ? '✓' : '✗'} ${name}${counted} (${describeDuration(took)})`;
  });
  console.log(`\n${lines.join('\n')}`);
  const goal = tier ? ` (${tier.goal} on two idle processors)` : '';
  console.log(`${describeDuration(seconds)} in all${goal}`);
}

/** Prints the number of tests. @throws {ClearFailure} if a step failed */
function conclude(results, { script }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of results) for (const key of Object.keys(total)) total[key] += counts?.[key] ?? 0;
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  // a check that runs no tests has failed as well: never "0 failed" after a failure
  if (failed.length > 0) total.failed = Math.max(1, total.failed);
  if (failed.length > 0 || results.some(({ counts }) => counts)) console.log(describeCounts(total));
  if (failed.length > 0)
    throw new ClearFailure(
      `It failed in: ${failed.join(', ')}. npm ${script} -- ${failed[0]} repeats the first alone.`,
    );
}

async function main() {
  const wanted = process.argv.slice(2);
  const tier = wanted[0] === '--full' ? 'full' : 'usual';
  const all = readCheckList(tier);
  const steps = chooseSteps(all, tier === 'full' ? wanted.slice(1) : wanted);
  const isWhole = steps.length === all.length;
  if (isWhole) console.log(`▸ ${steps.join(', ')}: ${TIERS[tier].goal} on two idle processors`);

  await ensurePackages();
  const env = {
    CHROMIUM_PATH: await ensureChromium(),
    RCLONE_PATH: await ensureRclone(),
    ...(await ensureFirefox()),
    ...(tier === 'full' && { TEST_TIER: 'full' }),
  };
  await ensureExiftool();
  if (tier === 'full') await ensureScreen();

  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'fotoflytt-results-'));
  try {
    const results = await runAll(steps, { folder, env });
    tellSteps(results, (performance.now() - startedAt) / 1000, isWhole ? TIERS[tier] : undefined);
    conclude(results, TIERS[tier]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
}

await runMain(main);
