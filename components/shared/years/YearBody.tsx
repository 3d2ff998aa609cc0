import { formatMonth } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { photoAddress } from '../../../utils/domain/report/report.ts';
import {
  isFull,
  type MissingPhoto,
  type MonthRow,
  type YearRow,
  type Years,
} from '../../../utils/domain/years/years.ts';
import type { YearsModel } from '../../../utils/models/report/years-model.ts';
import { PhotoPicture } from '../picture/PhotoPicture.tsx';
import { ExternalLink } from '../ExternalLink.tsx';
import { divisible } from '../text/divisible.ts';
import { errorText } from '../text/error-text.ts';
import { BarCell, CountCell } from './YearCells.tsx';

interface YearProps {
  row: YearRow;
  years: Years;
  /** Photos of the largest year, which has the longest bar. */
  largest: number;
  model: YearsModel;
}

/** One year; a press shows its months, and names the photos that could not be copied. */
export function YearBody({ row, years, largest, model }: YearProps) {
  const isOpen = model.open.value.has(row.year);
  const missing = model.missing.value;
  const largestMonth = Math.max(...row.months.map(({ listed }) => listed));
  // Photos without a date have no months, but may have names.
  const canOpen = row.months.length > 0 || row.missing > 0;
  const name = row.year === '' ? divisible(t('yearNoDate')) : row.year;
  return (
    <tbody class={isOpen ? 'years__year years__year--open' : 'years__year'}>
      <tr>
        <th scope="row">
          {canOpen ? (
            <button
              type="button"
              class="fold-mark"
              aria-expanded={isOpen}
              onClick={() => model.toggle(row.year)}
            >
              {name}
            </button>
          ) : (
            <span class="years__name">{name}</span>
          )}
        </th>
        <BarCell counts={row} largest={largest} />
        <CountCell counts={row} years={years} hasTick={isFull(row) && !years.isCounting} />
      </tr>
      {isOpen &&
        row.months.map((month) => (
          <Month
            key={month.month}
            month={month}
            years={years}
            largest={largestMonth}
            missing={missing.get(month.month)}
          />
        ))}
      {isOpen && row.year === '' && <Missing photos={missing.get('')} />}
    </tbody>
  );
}

interface MonthProps {
  month: MonthRow;
  years: Years;
  largest: number;
  missing: readonly MissingPhoto[] | undefined;
}

const Month = ({ month, years, largest, missing }: MonthProps) => (
  <>
    <tr class="years__month">
      <th scope="row">{formatMonth(month.month)}</th>
      <BarCell counts={month} largest={largest} />
      <CountCell counts={month} years={years} hasTick={isFull(month) && !years.isCounting} />
    </tr>
    <Missing photos={missing} />
  </>
);

/** Names photos, each with the reason why it is missing and a link to it at Apple. */
const Missing = ({ photos = [] }: { photos: readonly MissingPhoto[] | undefined }) =>
  photos.length === 0 ? null : (
    <tr class="years__names">
      <td colSpan={3}>
        <ul>
          {photos.map((photo) => (
            <li key={photo.key}>
              <PhotoPicture photo={photo.key} name={photo.name} />
              <ExternalLink href={photoAddress(photo.assetName, photo)} title={t('problemOpen', photo.name)}>
                {photo.name}
              </ExternalLink>
              <span class="soft"> {errorText(photo.error).title}</span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
