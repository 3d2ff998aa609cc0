import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import type { ChangedName } from '../../../utils/domain/report/report-names.ts';
import { FoldOut } from '../FoldOut.tsx';
import { ReportTable } from '../ReportTable.tsx';

/** Lists files whose names differ from Apple's, and why. Only the first are shown; the downloaded file lists all. */
export function NamesSection({ counting }: { counting: Counting }) {
  if (!counting.isCounted || counting.tally === null) return null;
  const { changedNames, changedNamesCount } = counting.tally;
  return (
    <section class="card" aria-labelledby="names-heading">
      <h2 class="card__title" id="names-heading">
        {t('namesHeading')}
      </h2>
      {changedNamesCount === 0 && <p>{t('namesNone')}</p>}
      {changedNamesCount > 0 && (
        <FoldOut label={tn('namesFoldOut', changedNamesCount, formatCount(changedNamesCount))}>
          {changedNamesCount > changedNames.length && (
            <p>{t('albumsMore', formatCount(changedNames.length), formatCount(changedNamesCount))}</p>
          )}
          <Names title={t('namesTaken')} names={changedNames.filter(({ reason }) => reason === 'taken')} />
          <Names
            title={t('namesAdapted')}
            names={changedNames.filter(({ reason }) => reason === 'adapted')}
          />
        </FoldOut>
      )}
    </section>
  );
}

function Names({ title, names }: { title: string; names: ChangedName[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h3 class="problems__reason">{title}</h3>
      <ReportTable
        hasTexts
        columns={[t('namesWantedColumn'), t('namesPathColumn')]}
        rows={names.map(({ wanted, path }) => ({ key: path, name: wanted, cells: [path] }))}
      />
    </>
  );
}
