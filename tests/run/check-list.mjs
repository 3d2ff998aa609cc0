import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClearFailure } from './clear-failure.mjs';
import { projectRoot } from './project.mjs';

/** The browser tests of each tier: scripts of package.json. */
const BROWSER_TESTS = { usual: ['e2e'], full: ['e2e', 'e2e:full', 'e2e:timed'] };

/**
 * The steps of `npm test` or `npm run test:full`, in order: each `npm run …` of the script `check` in package.json (the
 * one place where the checks are listed), then the browser tests.
 *
 * @param {'usual' | 'full'} tier
 * @returns {string[]} names of scripts in package.json
 * @throws {ClearFailure} if `check` is anything but `npm run a && npm run b …`
 */
export function readCheckList(tier) {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const checks = (scripts.check ?? '')
    .split('&&')
    .map((command) => /^npm run ([\w:-]+)$/.exec(command.trim())?.[1]);
  const steps = [...checks, ...BROWSER_TESTS[tier]];
  if (steps.every((step) => step !== undefined && step in scripts)) return steps;
  throw new ClearFailure(
    'package.json: the script "check" must be a list "npm run a && npm run b" of its scripts.',
  );
}
