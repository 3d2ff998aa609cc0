import { defineConfig } from '@playwright/test';
import type { ReporterDescription } from '@playwright/test';

/** Set by tests/run/test.mjs, which adds up the results of all runners. */
const resultsFile = process.env['PLAYWRIGHT_RESULTS'];
const results: ReporterDescription[] = resultsFile ? [['json', { outputFile: resultsFile }]] : [];

/** Tags of tests: of the walks that `npm test` does in Firefox too, and of what only one of the two browsers can do. */
const [FIREFOX_TOO, FIREFOX_ALONE, CHROMIUM_ALONE] = [/@firefox\b(?!-)/, /@firefox-alone/, /@chromium-alone/];
const TIMED = '**/timed/**';
/** Tests over files, without a browser, or with both. */
const PACKAGES = ['**/store-*.spec.ts', '**/least-versions.spec.ts', '**/manifest.spec.ts'];
/** What they do needs Chromium's own tools: its inspector, its pages, a build that is changed. */
const CHROMIUM_FILES = ['**/in-page*.spec.ts', '**/*china.spec.ts', '**/deaths.spec.ts'];

/**
 * The production build in real browsers. No retries: a test that passes sometimes is a bug. Each test starts its own
 * services and browser, so two run in parallel. Tests that assert a duration run alone (`timed`).
 */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: ['./tests/support/share-certificate.ts', './tests/support/connected-profile.ts'],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 120_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...results],
  projects: [
    { name: 'smoke', testDir: 'tests/e2e/smoke', grepInvert: FIREFOX_ALONE },
    { name: 'smoke-firefox', grep: [FIREFOX_TOO, FIREFOX_ALONE], use: { browserName: 'firefox' } },
    { name: 'full', testDir: 'tests/e2e/full', testIgnore: TIMED },
    {
      ...{ name: 'full-firefox', testIgnore: [TIMED, ...PACKAGES, ...CHROMIUM_FILES] },
      ...{ grepInvert: [FIREFOX_TOO, FIREFOX_ALONE, CHROMIUM_ALONE], use: { browserName: 'firefox' } },
    },
    { name: 'timed', testDir: 'tests/e2e/full/timed', workers: 1, fullyParallel: false },
  ],
});
