import { defineConfig } from '@playwright/test';
import type { ReporterDescription } from '@playwright/test';

/** Set by tests/run/test.mjs, which adds up the results of all runners. */
const resultsFile = process.env['PLAYWRIGHT_RESULTS'];
const results: ReporterDescription[] = resultsFile ? [['json', { outputFile: resultsFile }]] : [];

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
    { name: 'smoke', testDir: 'tests/e2e/smoke' },
    { name: 'full', testDir: 'tests/e2e/full', testIgnore: '**/timed/**' },
    { name: 'timed', testDir: 'tests/e2e/full/timed', workers: 1, fullyParallel: false },
  ],
});
