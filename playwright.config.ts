import { defineConfig } from '@playwright/test';
import type { ReporterDescription } from '@playwright/test';

/** Set by tests/run/test.mjs, which adds up the results of all runners. */
const resultsFile = process.env['PLAYWRIGHT_RESULTS'];
const results: ReporterDescription[] = resultsFile ? [['json', { outputFile: resultsFile }]] : [];

/** The production build in a real Chromium. One worker and no second tries: a test that passes sometimes is a bug. */
export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...results],
});
