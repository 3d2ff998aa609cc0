import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import { itemCounts } from '../../utils/domain/run/item-counts.ts';
import { isPart } from '../../utils/domain/run/part.ts';
import type { Report } from '../../utils/domain/report/report.ts';
import './numbers.css';

/** Counts by Apple, Fotoflytt and Jottacloud, side by side: "complete" needs all three as evidence. A part has a fourth. */
export const Numbers = ({ report: { run, totals, isLatest } }: { report: Report }) => (
  <section aria-label={t('numbersHeading')}>
    <dl class="numbers">
      <CountTile name={t('numberApple')} count={run.appleCount} />
      <CountTile name={t('numberFound')} count={run.listedItems || totals.itemsFound} />
      {isPart(run) && <CountTile name={t('numberChosen')} count={itemCounts(run, totals).all} />}
      <CountTile name={isLatest ? t('numberStored') : t('numberStoredThen')} count={totals.itemsDone} />
    </dl>
  </section>
);

const CountTile = ({ name, count }: { name: string; count: number | null }) => (
  <div class="numbers__one">
    <dt>{name}</dt>
    <dd class={count === null ? 'numbers__unknown' : undefined}>
      {count === null ? t('numberUnknown') : formatCount(count)}
    </dd>
  </div>
);
