import { formatBytes, formatCount, formatDateAndTime, formatTimeTaken } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { Run, Totals } from '../../utils/transfer/run.ts';
import { FactList } from './FactList.tsx';

/** How the files got across and what is known of each; one photo may be several files. */
export const FilesSection = ({ run, totals }: { run: Run; totals: Totals }) => (
  <section class="card" aria-labelledby="files-heading">
    <h2 class="card__title" id="files-heading">
      {t('filesHeading')}
    </h2>
    <FactList
      facts={[
        [
          t('filesInJottacloud'),
          t('countOfTotal', formatCount(totals.filesDone), formatCount(totals.filesFound)),
        ],
        [t('filesProved'), formatCount(totals.filesProved)],
        [t('filesSizeChecked'), formatCount(totals.filesSizeChecked)],
        ...ownFiles(totals),
        [t('filesUploaded'), formatCount(totals.filesUploaded)],
        [t('filesAlreadyThere'), formatCount(Math.max(0, totals.filesDone - totals.filesUploaded))],
        [t('filesFailed'), formatCount(totals.filesFailed)],
        [t('sizeCopied'), t('bytesOfTotal', formatBytes(totals.bytesDone), formatBytes(totals.bytesFound))],
        [t('runDestination'), t('destinationPath', run.destinationFolder)],
        [t('runStarted'), formatDateAndTime(run.startedAt)],
        ...ending(run),
      ]}
    />
  </section>
);

/** Details files: Apple has none to hold them against. */
const ownFiles = ({ filesOwn }: Totals): [string, string][] =>
  filesOwn > 0 ? [[t('filesOwn'), formatCount(filesOwn)]] : [];

const ending = ({ startedAt, endedAt }: Run): [string, string][] =>
  endedAt === null
    ? []
    : [
        [t('runEnded'), formatDateAndTime(endedAt)],
        [t('runDuration'), formatTimeTaken((endedAt - startedAt) / 1000)],
      ];
