import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lives } from './lives.ts';
import { playLife } from './play-life.ts';
import { scriptOf, type Step } from './steps/step.ts';

/** Set by vitest.config.ts by default; these lives are a part of them. */
const numRuns = Math.ceil(Number(process.env['FOTOFLYTT_LIVES']) / 8);
const seed = Number(process.env['FOTOFLYTT_SEED']);

const visit = fc.tuple(fc.nat(30), fc.nat(2), fc.integer({ min: 1, max: 300 }));
const copied: Step[] = [['add', 2], ['press'], ['settle'], ['start'], ['settle']];

/** Lives in a browser that somebody else uses too, at any moment after the first copy. */
const shared = fc
  .tuple(lives, fc.array(visit, { minLength: 1, maxLength: 4 }))
  .map(([steps, visits]): Step[] =>
    visits.reduce<Step[]>(
      (all, [at, photos, calls]) => all.toSpliced(at + copied.length, 0, ['visit', photos, calls]),
      [...copied, ...steps],
    ),
  );

test(
  `${numRuns} lives of two who share a browser, FOTOFLYTT_SEED=${seed}`,
  async () => {
    const result = await fc.check(
      fc.asyncProperty(shared, (steps) => playLife(steps)),
      { numRuns, seed, endOnFailure: process.env['FOTOFLYTT_SHRINK'] === '0' },
    );
    const [script] = result.counterexample ?? [];
    const why = result.errorInstance instanceof Error ? result.errorInstance.message : '';
    expect(script === undefined ? '' : `${why}\npaste: await playLife(${scriptOf(script)})`).toBe('');
  },
  24 * 3_600_000,
);
