import { formatCount } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { leftOutTexts } from '../left-out-text.ts';
import { verdictOf } from '../verdict.ts';
import { certificateFacts } from './certificate-facts.ts';

/** Returns the certificate as lines of text, to be pasted anywhere. */
export function certificateText(report: Report, model: ReportModel): string {
  const counting = model.counting.value;
  const samples = counting.isCounted ? (counting.tally?.samples ?? []) : [];
  return [
    t('certificateTitle'),
    verdictOf(report.run, report.totals).sentence,
    '',
    ...numbersOf(report),
    ...certificateFacts(report, model).map(([name, value]) => `${name}: ${value}`),
    '',
    t('yearsHeading'),
    ...(model.years.years.value?.rows ?? []).map(
      ({ year, listed, done }) =>
        `${year || t('yearNoDate')}: ${t('countOfTotal', formatCount(done), formatCount(listed))}`,
    ),
    '',
    t('certificateNotInIt'),
    ...leftOutTexts(report.leftOut).map((sentence) => `– ${sentence}`),
    '',
    t('certificatePhotos'),
    ...samples.map(({ path }) => path),
  ].join('\n');
}

const numbersOf = ({ run, totals }: Report): string[] => [
  `${t('numberApple')}: ${run.appleCount === null ? t('numberUnknown') : formatCount(run.appleCount)}`,
  `${t('numberFound')}: ${formatCount(run.listedItems || totals.itemsFound)}`,
  `${t('numberStored')}: ${formatCount(totals.itemsDone)}`,
];
