import type { RunRequest } from '../../domain/run/run-request.ts';
import { defaultArrangement } from '../../domain/layout/arrangement.ts';
import { everything } from '../../domain/album/choice.ts';

/** Copies everything by year and month, without showing the plan. */
export const sampleRequest: RunRequest = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: { ...defaultArrangement, layout: 'year-month' },
  speed: 'normal',
  isConfirmed: true,
};
