import { formatCount } from '../../utils/format.ts';
import { tn } from '../../utils/i18n.ts';
import type { TransferSnapshot } from '../../utils/transfer/snapshot.ts';

/** Nobody should fear for what is copied already, whatever happens now. */
export const SafeSoFar = ({ snapshot: { totals } }: { snapshot: TransferSnapshot }) =>
  totals.itemsDone > 0 ? <p>{tn('safe', totals.itemsDone, formatCount(totals.itemsDone))}</p> : null;
