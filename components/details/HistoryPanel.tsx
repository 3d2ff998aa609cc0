import { t } from '../../utils/i18n.ts';
import type { TransferPageModel } from '../../utils/models/transfer-page-model.ts';
import { HistoryRow } from './HistoryRow.tsx';
import { WindowedList } from './WindowedList.tsx';

/** Height of a run in the list: two lines, four on a narrow screen. */
const ROW_REM = 4.5;
const NARROW_ROW_REM = 6.75;
/** The same as in history-row.css. */
const NARROW = '(max-width: 600px)';

/** All runs, the latest first. */
export function HistoryPanel({ model }: { model: TransferPageModel }) {
  const ids = model.runIds.value;
  const { run: latest, totals } = model.transfer.snapshot.value;
  if (ids === null || ids.length === 0)
    return <output>{ids === null ? t('historyReading') : t('historyNone')}</output>;
  return (
    <WindowedList
      name={t('tabHistory')}
      count={ids.length}
      rowRem={matchMedia(NARROW).matches ? NARROW_ROW_REM : ROW_REM}
      keyOf={(index) => ids[index] ?? index}
      onShown={model.showRuns}
      renderRow={(index) => {
        const id = ids[index] ?? -1;
        return latest?.id === id ? (
          <HistoryRow run={latest} totals={totals} />
        ) : (
          <HistoryRow run={model.runs.value.get(id) ?? null} totals={null} />
        );
      }}
    />
  );
}
