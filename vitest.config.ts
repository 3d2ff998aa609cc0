import preact from '@preact/preset-vite';
import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** `npm run test:full` sets the variable, and Vitest then runs the tests that take long as well. */
const isFull = process.env['TEST_TIER'] === 'full';
/** Selects the cases of the fault matrix that `npm test` runs (tests/integration/faults/sample.ts). */
process.env['FAULT_SEED'] ??= String(randomInt(1_000_000));
/** How many random lives tests/model plays, and what chance begins with. */
process.env['FOTOFLYTT_LIVES'] ??= isFull ? '5000' : '100';
process.env['FOTOFLYTT_SEED'] ??= isFull ? String(randomInt(1_000_000)) : '13';

const node = {
  environment: 'node' as const,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  globalSetup: 'tests/support/share-certificate.ts',
};

/** Only `npm run clients` sets it: other programs are run against the local services. */
const withClients = process.env['FOTOFLYTT_CLIENTS'] === 'run';

const clients = {
  test: {
    name: 'clients',
    include: [
      'tests/clients/**/*.test.ts',
      // the same tests as in the suite contract, with a newer rclone
      ...(process.env['CLIENT_RCLONE'] === undefined ? [] : ['tests/contract/jottacloud-rclone*.test.ts']),
    ],
    ...node,
    testTimeout: 300_000,
  },
};

/**
 * Four suites: beside the code (unit), engine against the local services (integration), local services against real
 * clients and recorded replies (contract), random lives of one user in virtual time (model). A fifth, clients, only
 * where `npm run clients` asks for it.
 */
export default defineConfig({
  test: {
    // By default one processor stays idle, but integration tests wait more than they compute.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [WxtVitest(), preact()],
        test: {
          name: 'unit',
          include: [
            '{utils,components}/**/*.test.{ts,tsx}',
            'tests/{in-page,map,release,words}/**/*.test.{ts,tsx}',
          ],
          environment: 'node',
          // the longest take seconds on a quiet computer, and tests are not there to measure it
          testTimeout: 30_000,
        },
      },
      {
        plugins: [WxtVitest()],
        test: {
          name: 'model',
          include: ['tests/model/**/*.test.ts'],
          exclude: isFull ? [] : ['tests/model/known-large-lives.test.ts'],
          environment: 'node',
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: isFull ? [] : ['tests/integration/full/**'],
          ...node,
          globalSetup: [node.globalSetup, 'tests/integration/faults/print-seed.ts'],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts', 'tests/fakes/**/*.test.ts'],
          ...node,
        },
      },
      ...(withClients ? [clients] : []),
    ],
  },
});
