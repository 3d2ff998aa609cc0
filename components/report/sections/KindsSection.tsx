import { formatBytes, formatCount, formatPercent } from '../../../utils/format.ts';
import { type MessageKey, t } from '../../../utils/i18n.ts';
import type { Kind } from '../../../utils/domain/photo/kind.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import type { Amount } from '../../../utils/domain/plan/plan.ts';
import type { ReportTally } from '../../../utils/domain/report/report-tally.ts';
import { ReportTable, type ReportRow } from '../ReportTable.tsx';

const names: Record<Kind, MessageKey> = {
  photo: 'reportKindPhoto',
  'live-photo': 'reportKindLivePhoto',
  video: 'reportKindVideo',
  screenshot: 'reportKindScreenshot',
  panorama: 'reportKindPanorama',
  portrait: 'reportKindPortrait',
  'slow-motion': 'reportKindSlowMotion',
  'time-lapse': 'reportKindTimeLapse',
  raw: 'reportKindRaw',
};

/** Counts of the items in Jottacloud, by kind. */
export const KindsSection = ({ counting, isMoving }: { counting: Counting; isMoving: boolean }) => (
  <section class="card" aria-labelledby="kinds-heading" aria-busy={!counting.isCounted}>
    <h2 class="card__title" id="kinds-heading">
      {t('kindsHeading')}
    </h2>
    {!counting.isCounted && <p class="soft">{t('countingFiles', formatPercent(counting.part))}</p>}
    {counting.isCounted && counting.tally === null && <p>{t('countingFailed')}</p>}
    {counting.isCounted && counting.tally !== null && (
      <>
        <ReportTable
          columns={[t('kindColumn'), t('kindItemsColumn'), t('kindFilesColumn'), t('kindBytesColumn')]}
          rows={rowsOf(counting.tally)}
        />
        {isMoving && <p class="soft">{t('countedEarlier')}</p>}
      </>
    )}
  </section>
);

function rowsOf({ byKind, edited, compatible, copies, own }: ReportTally): ReportRow[] {
  const part = { isPart: true };
  return [
    ...byKind.map(({ kind, amount }) => ({ key: kind, name: t(names[kind]), cells: cellsOf(amount) })),
    ...(edited.files > 0
      ? [{ key: 'edited', name: t('reportKindEdited'), cells: cellsOf(edited), ...part }]
      : []),
    ...(compatible.files > 0
      ? [{ key: 'compatible', name: t('reportKindCompatible'), cells: cellsOf(compatible), ...part }]
      : []),
    ...(copies > 0
      ? [{ key: 'copies', name: t('reportKindCopies'), cells: ['', formatCount(copies), ''], ...part }]
      : []),
    ...(own.files > 0
      ? [
          {
            key: 'own',
            name: t('reportKindOwn'),
            cells: ['', formatCount(own.files), formatBytes(own.bytes)],
          },
        ]
      : []),
  ];
}

const cellsOf = ({ items, files, bytes }: Amount): string[] => [
  formatCount(items),
  formatCount(files),
  formatBytes(bytes),
];
