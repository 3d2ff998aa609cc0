import type { RunWish } from '../../domain/run/run-transition.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';

/** Everything by year and month, begun without a look at the plan. */
export const sampleWish: RunWish = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: { ...defaultArrangement, layout: 'year-month' },
  speed: 'normal',
  isConfirmed: true,
};
