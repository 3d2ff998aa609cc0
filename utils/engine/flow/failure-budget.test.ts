import { expect, test, vi } from 'vitest';
import type { Service } from '../../errors.ts';
import type { Backoff, Backoffs } from './backoff.ts';
import { createFailureBudget, type Probes } from './failure-budget.ts';
import { createManualClock } from '../testing/manual-clock.ts';

const never = new AbortController().signal;

/** A failure budget with backoffs whose number of successes a test sets. */
function createBench(probes: Probes = {}) {
  const successes = { icloud: 0, 'icloud-bytes': 0, jottacloud: 0 };
  const backoff = (service: keyof typeof successes): Backoff => ({
    paused: null,
    isShaky: false,
    get successes() {
      return successes[service];
    },
    run: (_, call) => call(),
    resume: () => undefined,
  });
  const backoffs: Backoffs = {
    icloud: backoff('icloud'),
    'icloud-bytes': backoff('icloud-bytes'),
    jottacloud: backoff('jottacloud'),
  };
  const clock = createManualClock();
  const budget = createFailureBudget(backoffs, clock, probes);
  /** Fails up to `count` times, a minute apart. @returns the failure that used up the budget; null if none did */
  const fail = async (key: string, count: number, service: Service = 'jottacloud', meanwhile = () => {}) => {
    for (let failures = 1; failures <= count; failures += 1) {
      meanwhile();
      await clock.advance(60_000);
      if (await budget.add(key, service, never)) return failures;
    }
    return null;
  };
  return { successes, clock, budget, fail };
}

test('a file that fails while others succeed uses up its budget', async () => {
  const { successes, fail } = createBench();
  expect(await fail('a', 20, 'jottacloud', () => (successes.jottacloud += 1))).toBe(9);
});

test('no budget is used while nothing succeeds', async () => {
  const { fail } = createBench();
  expect(await fail('a', 50)).toBeNull();
});

test('answers of another service use no budget', async () => {
  const { successes, fail } = createBench();
  expect(await fail('a', 50, 'icloud-bytes', () => (successes.icloud += 1))).toBeNull();
});

test.each(['received', 'sent'] as const)('bytes that were %s restore the budget', async (direction) => {
  const { successes, budget, fail } = createBench();
  const others = () => (successes.jottacloud += 1);
  await fail('a', 7, 'jottacloud', others);
  expect([budget.held('a', direction, 1_000), budget.held('a', direction, 1_000)]).toEqual([true, false]);
  expect(await fail('a', 7, 'jottacloud', others)).toBeNull();
});

test.each(['icloud', 'icloud-bytes', 'jottacloud'] as const)(
  'the last file of a run uses up its budget if %s answers a probe',
  async (service) => {
    const probe = vi.fn<() => Promise<void>>(async () => undefined);
    const { fail } = createBench({ [service]: probe });
    expect(await fail('a', 20, service)).toBe(6);
    expect(probe).toHaveBeenCalledTimes(4);
  },
);

test('the last file of a run waits while the service answers no probe', async () => {
  const { fail } = createBench({ jottacloud: () => Promise.reject(new Error('down')) });
  expect(await fail('a', 100)).toBeNull();
});

test('many files that fail together wait hours for a service that answers probes', async () => {
  const { clock, budget } = createBench({ jottacloud: async () => undefined });
  const failTogether = async (): Promise<boolean[]> => {
    await clock.advance(15 * 60_000);
    return Promise.all(['a', 'b', 'c', 'd'].map((key) => budget.add(key, 'jottacloud', never)));
  };
  for (let quarters = 0; quarters < 12; quarters += 1) expect(await failTogether()).not.toContain(true);
  for (let quarters = 0; quarters < 12; quarters += 1) await failTogether();
  expect(await failTogether()).toEqual([true, true, true, true]);
});

test('one probe serves all files that fail at the same time', async () => {
  const probe = vi.fn<() => Promise<void>>(async () => undefined);
  const { budget } = createBench({ jottacloud: probe });
  for (let tries = 0; tries < 3; tries += 1)
    await Promise.all(['a', 'b'].map((key) => budget.add(key, 'jottacloud', never)));
  expect(probe).toHaveBeenCalledTimes(1);
});
