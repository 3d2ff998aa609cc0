import { isEverything } from '../album/choice.ts';
import type { Run } from './run.ts';

/** Returns whether a run copies less than the whole library, so that no text may say “everything”. */
export const isPart = ({ choice, plan }: Pick<Run, 'choice' | 'plan'>): boolean =>
  !isEverything(choice) || (plan?.notChosen ?? 0) > 0;

/** Counts photos outside the choice that no earlier run copied; null before they are counted. */
export const notInJottacloud = ({ plan }: Pick<Run, 'plan'>): number | null =>
  plan && Math.max(0, plan.notChosen - (plan.notChosenInPlace ?? 0));
