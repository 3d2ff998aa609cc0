import { isEverything } from '../album/choice.ts';
import type { Run } from './run.ts';

/** True if a run copies less than the whole library: no text about it may say “everything”. */
export const isPart = ({ choice, plan }: Pick<Run, 'choice' | 'plan'>): boolean =>
  !isEverything(choice) || (plan?.notChosen ?? 0) > 0;

/** Photos beside the choice that no earlier run has copied; null before they are counted. */
export const notInJottacloud = ({ plan }: Pick<Run, 'plan'>): number | null =>
  plan && Math.max(0, plan.notChosen - (plan.notChosenInPlace ?? 0));
