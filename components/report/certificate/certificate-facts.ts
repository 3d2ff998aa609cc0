import { formatBytes, formatCount, formatDateAndTime, formatList } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { endOf } from '../../../utils/domain/run/run.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { destinationText } from '../../shared/text/destination-text.ts';
import { libraryName } from '../../shared/text/library-name.ts';
import { countedNumber, type Fact, furtherCopies } from '../counted.ts';

/** Returns what a stranger needs to know about a copy: whose, from where to where, when, how much, and its fingerprint. */
export function certificateFacts(report: Report, model: ReportModel): Fact[] {
  const { run, totals, checkedAt, libraries } = report;
  const { apple, jottacloud } = model.owners.value;
  const counting = model.counting.value;
  const checked = checkedAt ?? endOf(run);
  const stored = libraries.map(
    ({ key, zoneName, title }) =>
      `${libraryName(zoneName, title)}: ${countedNumber(counting, ({ storedByLibrary }) => storedByLibrary.get(key) ?? 0)}`,
  );
  return [
    [t('certificateFrom'), ownerText(apple)],
    [t('certificateTo'), ownerText(jottacloud)],
    [t('runDestination'), destinationText(run.destinationFolder)],
    ...(checked === null ? [] : [[t('certificateChecked'), formatDateAndTime(checked)] satisfies Fact]),
    [t('filesHeading'), t('certificateFiles', formatCount(totals.filesDone), formatBytes(totals.bytesDone))],
    ...furtherCopies(counting),
    ...(stored.length > 0 ? [[t('librariesHeading'), formatList(stored)] satisfies Fact] : []),
    [t('certificateFingerprint'), fingerprintOf(model)],
    [t('certificateMadeBy'), `Fotoflytt ${model.origin.value.version}`],
  ];
}

/** Names an account, as soon as the services were asked. */
const ownerText = (owner: string | null): string => (owner === null ? '…' : owner || t('numberUnknown'));

function fingerprintOf({ counting: { value: counting } }: ReportModel): string {
  if (!counting.isCounted) return t('countingShort');
  return counting.tally?.fingerprint ?? t('numberUnknown');
}
