import { expect, test } from '@playwright/test';
import { brokenPromises } from '../../../chaos/chaos-figures.ts';
import { SHORT_CHAOS } from '../../../chaos/chaos-plans.ts';
import { runChaos } from '../../../chaos/run-chaos.ts';

test('everything arrives byte for byte through failed requests, expired tokens and URLs, and three browser crashes', async () => {
  test.setTimeout(SHORT_CHAOS.maxMs + 60_000);
  const figures = await runChaos({ ...SHORT_CHAOS, log: () => undefined });
  // One part of a video that a fault takes in and throws away is a seventh of so small a library; the long run has no excuse.
  expect(brokenPromises(figures, figures.lostRatio)).toEqual([]);
});
