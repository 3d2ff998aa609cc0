import { defaultArrangement } from '../layout/arrangement.ts';
import { everything } from '../album/choice.ts';
import { epochMs } from '../../units.ts';
import type { Run } from '../run/run.ts';

/** A run that copies everything, begun at 0 and confirmed, for tests. */
export const sampleRun = (change: Partial<Run> = {}): Run => ({
  id: 1,
  status: 'active',
  phase: 'copying',
  startedAt: epochMs(0),
  endedAt: null,
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  listing: 'all',
  speed: 'normal',
  firstOrder: 0,
  isConfirmed: true,
  plan: null,
  listedItems: 0,
  appleCount: null,
  checkedFiles: 0,
  attention: null,
  shortfalls: [],
  ...change,
});
