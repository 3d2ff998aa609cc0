import { formatCount } from '../../../utils/format.ts';
import { t, tn } from '../../../utils/i18n.ts';
import type { Counting } from '../../../utils/models/report/report-model.ts';
import type { ReportLibrary } from '../../../utils/domain/report/report.ts';
import { countedNumber, reportedCount } from '../counted.ts';
import { libraryName } from '../../shared/text/library-name.ts';
import { ReportTable } from '../ReportTable.tsx';

/** Apple's count, our count and the number in Jottacloud, for each library. */
export function LibrariesSection({
  libraries,
  counting,
}: {
  libraries: ReportLibrary[];
  counting: Counting;
}) {
  if (libraries.length === 0) return null;
  const frameCount = libraries.reduce((sum, { frames = 0 }) => sum + frames, 0);
  return (
    <section class="card" aria-labelledby="libraries-heading">
      <h2 class="card__title" id="libraries-heading">
        {t('librariesHeading')}
      </h2>
      <ReportTable
        columns={[t('libraryColumn'), t('numberApple'), t('numberFound'), t('numberStored')]}
        rows={libraries.map(({ key, zoneName, title, appleCount, itemsFound }) => ({
          key,
          name: libraryName(zoneName, title),
          title: zoneName,
          cells: [
            reportedCount(appleCount),
            formatCount(itemsFound),
            countedNumber(counting, ({ storedByLibrary }) => storedByLibrary.get(key) ?? 0),
          ],
        }))}
      />
      {frameCount > 0 && <p class="soft">{tn('librariesFrames', frameCount, formatCount(frameCount))}</p>}
    </section>
  );
}
