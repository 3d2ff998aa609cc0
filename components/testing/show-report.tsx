import { signal } from '@preact/signals';
import { render, screen, within } from '@testing-library/preact';
import type { CountedTally, Counting } from '../../utils/models/report/report-model.ts';
import type { Report } from '../../utils/domain/report/report.ts';
import { type Loss, noPagePreviews } from '../../utils/models/pictures/page-previews.ts';
import { PreviewsContext } from '../shared/picture/previews-context.ts';
import { ReportPage } from '../report/ReportPage.tsx';
import { createFakeReportModel, someTally } from './fake-report-model.ts';
import { plainText } from './plain-text.ts';

interface ShowOptions {
  loading?: boolean;
  counting?: Counting;
  /** Photos that the page found missing or different. */
  lost?: ReadonlyMap<string, Loss>;
}

/** Shows the report page. @param report null where nothing was ever run */
export function showReport(
  report: Partial<Report> | null,
  { loading = false, counting, lost = new Map() }: ShowOptions = {},
) {
  const model = createFakeReportModel(report, loading);
  if (counting) model.counting.value = counting;
  const previews = { ...noPagePreviews, lost: signal(lost) };
  render(
    <PreviewsContext.Provider value={previews}>
      <ReportPage model={model} />
    </PreviewsContext.Provider>,
  );
  openDetail();
  return model;
}

/** Sums that are not those of {@link someTally}. */
export const counted = (tally: Partial<CountedTally>): { counting: Counting } => ({
  counting: { isCounted: true, tally: { ...someTally, ...tally } },
});

/** Opens “Everything in detail”. */
function openDetail(): void {
  const detail = document.querySelector<HTMLDetailsElement>('.fold-out--detail');
  if (detail) detail.open = true;
}

/** Everything the page says. */
export const pageText = (): string => screen.getByRole('main').textContent ?? '';

/** A part of the page by its heading. */
export const section = (name: string): HTMLElement => screen.getByRole('region', { name });

/** The values of a list of names and values. */
export const factsIn = (name: string): Record<string, string | undefined> =>
  Object.fromEntries(
    within(section(name))
      .getAllByRole('term')
      .map((term) => [plainText(term), plainText(term.nextElementSibling)]),
  );

/** Cells of a part's table rows below their head, also of those that are folded away. */
export const rowsIn = (name: string): string[][] =>
  within(section(name))
    .getAllByRole('row', { hidden: true })
    .slice(1)
    .map((row) => [...row.children].map(plainText));
