import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lives } from './lives.ts';
import { playLife } from './play-life.ts';
import { scriptOf } from './steps/step.ts';

/** Set by vitest.config.ts by default. */
const numRuns = Number(process.env['FOTOFLYTT_LIVES']);
const seed = Number(process.env['FOTOFLYTT_SEED']);

test(
  `${numRuns} random lives, FOTOFLYTT_SEED=${seed}`,
  async () => {
    const result = await fc.check(
      fc.asyncProperty(lives, (steps) => playLife(steps)),
      { numRuns, seed, endOnFailure: process.env['FOTOFLYTT_SHRINK'] === '0' },
    );
    const [script] = result.counterexample ?? [];
    const why = result.errorInstance instanceof Error ? result.errorInstance.message : '';
    expect(
      script === undefined
        ? ''
        : `${why}\nafter ${result.numRuns} lives; paste: await playLife(${scriptOf(script)})`,
    ).toBe('');
  },
  // in life this is minutes for thousands
  24 * 3_600_000,
);
