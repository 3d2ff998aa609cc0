// `npm test`: everything that must hold, as the very first command after `git clone`.
// `npm test -- unit e2e` runs only the steps named.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCheckList } from './check-list.mjs';
import { ClearFailure, runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureExiftool } from './ensure-exiftool.mjs';
import { ensureFirefox } from './ensure-firefox.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { ensureRclone } from './ensure-rclone.mjs';
import { runStep } from './steps.mjs';
import { describeCounts, readTestResults } from './test-results.mjs';

/** The steps that run tests, and how each is told to report to a file in addition to the terminal. */
const testRunners = {
  unit: (file) => ({ args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env: {} }),
  e2e: (file) => ({ args: [], env: { PLAYWRIGHT_RESULTS: file } }),
};

function chooseSteps(all, wanted) {
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new ClearFailure(`There is no step "${unknown}", only: ${all.join(', ')}.`);
  return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}

/** Runs a step; `counts` is undefined for one that runs no tests. A runner that fails, or counts nothing, never has 0 failed. */
async function runCounted(name, folder, programs) {
  const file = join(folder, `${name}.json`);
  const { args, env } = testRunners[name]?.(file) ?? { args: [], env: {} };
  const passed = await runStep(name, args, { ...programs, ...env });
  if (!(name in testRunners)) return { passed, counts: undefined };

  const counts = readTestResults(file) ?? { passed: 0, failed: 0, skipped: 0 };
  const complete = passed && counts.failed === 0 && counts.passed > 0;
  return { passed: complete, counts: complete ? counts : { ...counts, failed: Math.max(1, counts.failed) } };
}

async function main() {
  const steps = chooseSteps(readCheckList(), process.argv.slice(2));
  await ensurePackages();
  const programs = {
    CHROMIUM_PATH: await ensureChromium(),
    RCLONE_PATH: await ensureRclone(),
    ...(await ensureFirefox()),
  };
  await ensureExiftool();

  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  let stoppedAt;
  const folder = mkdtempSync(join(tmpdir(), 'fotoflytt-results-'));
  try {
    for (const name of steps) {
      const { passed, counts } = await runCounted(name, folder, programs);
      summary.push(`${passed ? '✓' : '✗'} ${name}${counts ? `: ${describeCounts(counts)}` : ''}`);
      for (const key of Object.keys(total)) total[key] += counts?.[key] ?? 0;
      if (!passed) {
        stoppedAt = name;
        break;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  console.log(`\n${summary.join('\n')}`);
  if (stoppedAt !== undefined) {
    // a check that runs no tests has failed as well: never "0 failed" after a failure
    console.log(describeCounts({ ...total, failed: Math.max(1, total.failed) }));
    throw new ClearFailure(`The step "${stoppedAt}" failed: npm run ${stoppedAt} repeats it alone.`);
  }
  if (steps.some((name) => name in testRunners)) console.log(describeCounts(total));
  return 0;
}

await runMain(main);
