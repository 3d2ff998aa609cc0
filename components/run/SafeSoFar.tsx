import { formatCount } from '../../utils/format.ts';
import { tn } from '../../utils/i18n.ts';
import { itemCounts } from '../../utils/domain/run/item-counts.ts';
import type { TransferSnapshot } from '../../utils/domain/run/snapshot.ts';

/** Reassures that copied photos are safe. */
export const SafeSoFar = ({ snapshot: { totals } }: { snapshot: TransferSnapshot }) =>
  totals.itemsDone > 0 ? <p>{tn('safe', totals.itemsDone, formatCount(totals.itemsDone))}</p> : null;

/** The same, with the number of photos that remain. */
export function SafeAndWaiting({ snapshot }: { snapshot: TransferSnapshot }) {
  const { done, all } = itemCounts(snapshot.run, snapshot.totals);
  return (
    <>
      <SafeSoFar snapshot={snapshot} />
      {all > done && <p>{tn('stillWaiting', all - done, formatCount(all - done))}</p>}
    </>
  );
}
