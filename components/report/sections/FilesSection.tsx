import { formatBytes, formatCount, formatDateAndTime, formatTimeTaken } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import { compatibleRows } from '../../shared/text/compatible-text.ts';
import { destinationText } from '../../shared/text/destination-text.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { Run, Totals } from '../../../utils/domain/run/run.ts';
import { type Fact, furtherCopies } from '../counted.ts';
import { FactList } from '../FactList.tsx';

interface FilesProps {
  report: Pick<Report, 'run' | 'totals' | 'filesAbsent'>;
  counting: Counting;
}

/**
 * Counts of the files by how they reached Jottacloud and how they were checked. One photo may have several files. Files
 * that Apple does not have are counted separately.
 */
export const FilesSection = ({ report: { run, totals, filesAbsent }, counting }: FilesProps) => (
  <section class="card" aria-labelledby="files-heading">
    <h2 class="card__title" id="files-heading">
      {t('filesHeading')}
    </h2>
    <FactList
      facts={[
        [
          t('filesInJottacloud'),
          t('countOfTotal', formatCount(totals.filesDone), formatCount(totals.filesFound - filesAbsent)),
        ],
        ...furtherCopies(counting),
        ...(run.plan?.compatible ? compatibleRows(run.plan.compatible) : []),
        [t('filesProved'), formatCount(totals.filesProved)],
        [t('filesSizeChecked'), formatCount(totals.filesSizeChecked)],
        ...ownFiles(totals),
        [t('filesUploaded'), formatCount(totals.filesUploaded)],
        [t('filesAlreadyThere'), formatCount(Math.max(0, totals.filesDone - totals.filesUploaded))],
        [t('filesFailed'), formatCount(totals.filesFailed - filesAbsent)],
        ...(filesAbsent > 0 ? [[t('filesAbsent'), formatCount(filesAbsent)] satisfies Fact] : []),
        [t('sizeCopied'), t('bytesOfTotal', formatBytes(totals.bytesDone), formatBytes(totals.bytesFound))],
        [t('runDestination'), destinationText(run.destinationFolder)],
        [t('runStarted'), formatDateAndTime(run.startedAt)],
        ...ending(run),
      ]}
    />
  </section>
);

/** Counts details files, which Apple has no original of to compare with. */
const ownFiles = ({ filesOwn }: Totals): Fact[] =>
  filesOwn > 0 ? [[t('filesOwn'), formatCount(filesOwn)]] : [];

const ending = (run: Run): Fact[] =>
  run.status === 'finished'
    ? [
        [t('runEnded'), formatDateAndTime(run.endedAt)],
        [t('runDuration'), formatTimeTaken((run.endedAt - run.startedAt) / 1000)],
      ]
    : [];
