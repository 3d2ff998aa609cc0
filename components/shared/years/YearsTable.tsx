import { useEffect, useState } from 'preact/hooks';
import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import { isFull, type Years } from '../../../utils/domain/years/years.ts';
import type { YearsModel } from '../../../utils/models/report/years-model.ts';
import { YearBody } from './YearBody.tsx';
import { CountCell, isNoneChosen } from './YearCells.tsx';
import './years-table.css';

/** Rows in the first frame. */
const FIRST_ROWS = 40;

/** "Your years": how many photos of each year are in Jottacloud. Shows nothing while there is no photo. */
export function YearsTable({ model }: { model: YearsModel }) {
  const years = model.years.value;
  if (!years || (years.rows.length === 0 && years.isWhole)) return null;
  return (
    <div class="years">
      {!years.isWhole && <output>{t('yearsAddingUp')}</output>}
      {years.isPart && (
        <p>
          {t('yearsPart')}
          {years.rows.some((row) => isNoneChosen(row, years)) && ` ${t('yearsGrey')}`}
        </p>
      )}
      <table class="years__table">
        <caption class="visually-hidden">{t('yearsCaption')}</caption>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{t('yearColumn')}</th>
            <th scope="col">{t('yearsShareColumn')}</th>
            <th scope="col">{t('numberStored')}</th>
          </tr>
        </thead>
        <YearBodies years={years} model={model} />
        <Sums years={years} />
      </table>
      {years.beside > 0 && <p class="soft">{tn('yearsBeside', years.beside, formatCount(years.beside))}</p>}
      {!years.isCounting && <p class="soft">{t('yearsThin')}</p>}
    </div>
  );
}

/** The first frame has the rows that a screen can show, the next one all. */
function YearBodies({ years, model }: { years: Years; model: YearsModel }) {
  const [count, setCount] = useState(FIRST_ROWS);
  useEffect(() => setCount(Infinity), []);
  const largest = Math.max(...years.rows.map(({ listed }) => listed));
  return years.rows
    .slice(0, count)
    .map((row) => <YearBody key={row.year} row={row} years={years} largest={largest} model={model} />);
}

/** What the rows add up to: the same numbers as Apple's count and the copy's. */
const Sums = ({ years }: { years: Years }) => (
  <tfoot>
    {years.unreadable > 0 && (
      <tr>
        <th scope="row" colSpan={2}>
          {t('yearsUnreadable')}
        </th>
        <td class="years__count">{formatCount(years.unreadable)}</td>
      </tr>
    )}
    <tr class="years__sum">
      <th scope="row" colSpan={2}>
        {t('yearsAll')}
      </th>
      <CountCell counts={years.all} years={years} hasTick={isFull(years.all) && years.unreadable === 0} />
    </tr>
  </tfoot>
);
