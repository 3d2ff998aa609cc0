import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { ReportLibrary } from '../../utils/transfer/report.ts';
import './libraries-section.css';

/** Apple's count and ours, library by library. */
export function LibrariesSection({ libraries }: { libraries: ReportLibrary[] }) {
  if (libraries.length === 0) return null;
  return (
    <section class="card" aria-labelledby="libraries-heading">
      <h2 class="card__title" id="libraries-heading">
        {t('librariesHeading')}
      </h2>
      <table class="libraries">
        <thead>
          <tr>
            <th scope="col">{t('libraryColumn')}</th>
            <th scope="col">{t('numberApple')}</th>
            <th scope="col">{t('numberFound')}</th>
          </tr>
        </thead>
        <tbody>
          {libraries.map(({ zoneName, appleCount, itemsFound }) => (
            <tr key={zoneName}>
              <th scope="row" title={zoneName}>
                {libraryName(zoneName)}
              </th>
              <td>{appleCount === null ? t('numberUnknown') : formatCount(appleCount)}</td>
              <td>{formatCount(itemsFound)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Zones of a kind we do not know keep the name Apple gives them. */
function libraryName(zoneName: string): string {
  if (zoneName.startsWith('PrimarySync')) return t('libraryPersonal');
  return zoneName.startsWith('SharedSync-') ? t('libraryShared') : zoneName;
}
