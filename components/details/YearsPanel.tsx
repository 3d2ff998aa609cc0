import { t } from '../../utils/i18n.ts';
import type { TransferPageModel } from '../../utils/models/transfer-page-model.ts';
import { YearsTable } from '../shared/years/YearsTable.tsx';

/** The tab "Your years". */
export const YearsPanel = ({ model: { years } }: { model: TransferPageModel }) => (
  <>
    <YearsTable model={years} />
    {years.years.value?.rows.length === 0 && <p>{t('yearsNone')}</p>}
  </>
);
