import { formatCount, formatPercent } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { MonthCounts } from '../../../utils/domain/years/month-counts.ts';
import type { Years } from '../../../utils/domain/years/years.ts';

type Shown = Pick<Years, 'isCounting' | 'isEnded' | 'isPart'>;

/** The size of a row beside the largest one, and how much of it is in Jottacloud. */
export const BarCell = ({ counts, largest }: { counts: MonthCounts; largest: number }) => (
  <td class="years__bar-cell">
    <span class="visually-hidden">{formatPercent(counts.done / Math.max(1, counts.listed))}</span>
    <div class="years__bar" style={{ inlineSize: percent(counts.listed, largest) }}>
      <div
        class={counts.done === counts.listed ? 'years__fill years__fill--full' : 'years__fill'}
        style={{ inlineSize: percent(counts.done, counts.listed) }}
      />
    </div>
  </td>
);

const percent = (part: number, whole: number): string => `${(100 * part) / Math.max(1, whole)}%`;

/** How many photos of a row are in Jottacloud. */
export const CountCell = (props: { counts: MonthCounts; years: Shown; hasTick: boolean }) => (
  <td class={countClass(props.counts, props.years)}>
    {countText(props.counts, props.years)}
    {props.counts.missing > 0 && (
      <span class="years__missing">
        {' '}
        {tn('yearMissing', props.counts.missing, formatCount(props.counts.missing))}
      </span>
    )}
    {props.hasTick && (
      <>
        <span class="years__tick" aria-hidden="true">
          {' ✓'}
        </span>
        <span class="visually-hidden"> {t('yearFull')}</span>
      </>
    )}
  </td>
);

function countClass({ listed, found }: MonthCounts, { isEnded, isPart }: Shown): string {
  if (!isPart) return 'years__count';
  const isNone = isEnded && found === 0 && listed > 0;
  return isNone
    ? 'years__count years__count--chosen years__count--none'
    : 'years__count years__count--chosen';
}

/** A finished copy of a part names the chosen photos; until its end they are still being looked up. */
function countText({ listed, found, done }: MonthCounts, { isCounting, isEnded, isPart }: Shown): string {
  if (isCounting) return formatCount(listed);
  if (!isPart || !isEnded || found === listed)
    return t('countOfTotal', formatCount(done), formatCount(listed));
  return found === 0
    ? t('yearNoneChosen', formatCount(listed))
    : t('yearChosen', formatCount(done), formatCount(found), formatCount(listed));
}
