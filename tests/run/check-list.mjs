import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClearFailure } from './clear-failure.mjs';
import { projectRoot } from './project.mjs';

/** What each tier runs after the checks: scripts of package.json, the browser tests last. */
const FURTHER_TESTS = { usual: ['e2e'], full: ['clients', 'e2e', 'e2e:full', 'e2e:timed'] };

/**
 * The steps of `npm test` or `npm run test:full`, in order: each `npm run …` of the script `check` in package.json (the
 * one place where the checks are listed), then other programs as clients (full tier alone) and the browser tests.
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
  const steps = [...checks, ...FURTHER_TESTS[tier]];
  if (steps.every((step) => step !== undefined && step in scripts)) return steps;
  throw new ClearFailure(
    'package.json: the script "check" must be a list "npm run a && npm run b" of its scripts.',
  );
}
