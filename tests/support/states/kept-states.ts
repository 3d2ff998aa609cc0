import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import { changedRun } from '../../../utils/domain/testing/sample-run.ts';
import { type LookNote, noteFor } from '../../../utils/domain/top-up/look-note.ts';
import { epochMs } from '../../../utils/units.ts';

/** A copy that nothing has checked since. */
const longAgo = epochMs(Date.now() - 46.5 * 86_400_000);

/** One state of the popup: the run, and what a look at Apple has found. */
interface KeptState {
  name: string;
  run: Run;
  totals: Totals;
  look?: LookNote;
}

/** States of the popup some time after a complete copy. */
export const keptStates = (complete: Run, totals: Totals): KeptState[] => [
  {
    name: 'done-news',
    run: complete,
    totals,
    look: {
      ...noteFor(undefined, complete),
      answeredAt: epochMs(Date.now()),
      newPhotos: 37,
      hasChanged: true,
    },
  },
  { name: 'done-unchecked', run: changedRun(complete, { endedAt: longAgo }), totals },
];
