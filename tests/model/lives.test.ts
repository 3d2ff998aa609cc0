import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lives } from './lives.ts';
import { playLife } from './play-life.ts';
import { scriptOf } from './steps/step.ts';

/** So many lives are played; `FOTOFLYTT_LIVES` says another number. */
const FEW = 100;
/** What chance begins with where few are played: the same each time. Many begin with another one each time. */
const USUAL_SEED = 13;

const numRuns = Number(process.env['FOTOFLYTT_LIVES'] ?? FEW);
const given = process.env['FOTOFLYTT_SEED'];
const seed = given === undefined ? (numRuns > FEW ? Date.now() % 2 ** 31 : USUAL_SEED) : Number(given);

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
