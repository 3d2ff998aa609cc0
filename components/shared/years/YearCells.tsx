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
    <Count {...props} />
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

/** Says whether a finished copy of a part has no photo of a row. */
export const isNoneChosen = ({ listed, found }: MonthCounts, { isEnded, isPart }: Shown): boolean =>
  isPart && isEnded && found === 0 && listed > 0;

function countClass(counts: MonthCounts, years: Shown): string {
  if (!years.isPart) return 'years__count';
  const none = isNoneChosen(counts, years) ? ' years__count--none' : '';
  return `years__count years__count--chosen${none}`;
}

/** A finished copy of a part names the chosen photos; until its end they are still being looked up. */
function Count({ counts, years }: { counts: MonthCounts; years: Shown }) {
  const { listed, found, done } = counts;
  if (isNoneChosen(counts, years))
    return (
      <>
        <span aria-hidden="true">{formatCount(listed)}</span>
        <span class="visually-hidden">{t('yearNoneChosen', formatCount(listed))}</span>
      </>
    );
  if (years.isCounting) return <>{formatCount(listed)}</>;
  return !years.isPart || !years.isEnded || found === listed ? (
    <>{t('countOfTotal', formatCount(done), formatCount(listed))}</>
  ) : (
    <>{t('yearChosen', formatCount(done), formatCount(found), formatCount(listed))}</>
  );
}
