import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

const node = { environment: 'node' as const, testTimeout: 60_000, hookTimeout: 60_000 };

/** Three suites: beside the code (unit), engine against the local services (integration), local services against real clients and recorded replies (contract). */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest(), preact()],
        test: {
          name: 'unit',
          include: ['{utils,components}/**/*.test.{ts,tsx}', 'tests/in-page/**/*.test.{ts,tsx}'],
          environment: 'node',
          // the longest take seconds on a quiet computer, and tests are not there to measure it
          testTimeout: 30_000,
        },
      },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...node } },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts', 'tests/fakes/**/*.test.ts'],
          ...node,
        },
      },
    ],
  },
});
