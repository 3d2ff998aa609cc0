import { formatCount } from '../../utils/format.ts';
import { t, tn } from '../../utils/i18n.ts';
import type { InPageModel, InPageToast } from '../../utils/models/in-page-model.ts';
import { errorText } from '../shared/text/error-text.ts';

/** Result of a press, shown for some seconds, with "Undo". */
export function PageToast({ model }: { model: InPageModel }) {
  const toast = model.toast.value;
  const canUndo = toast !== null && 'undoId' in toast && toast.undoId !== null;
  return (
    <div
      class={toast ? 'page-toast' : 'page-toast page-toast--none'}
      onPointerEnter={() => model.holdToast(true)}
      onPointerLeave={() => toast && model.holdToast(false)}
      onFocusIn={() => model.holdToast(true)}
      onFocusOut={() => toast && model.holdToast(false)}
    >
      <p aria-live="polite">{toast && sentence(toast)}</p>
      {canUndo && (
        <button type="button" class="send-button send-button--quiet" onClick={() => void model.undo()}>
          {t('pageUndo')}
        </button>
      )}
      {toast?.kind === 'failed' && (
        <button type="button" class="send-button send-button--quiet" onClick={() => void model.openDetails()}>
          {t('detailsLink')}
        </button>
      )}
    </div>
  );
}

const sentences = {
  planned: 'pagePlanned',
  undone: 'pageUndone',
  'too-late': 'pageTooLate',
  setup: 'pageSetupFirst',
  stale: 'pageStale',
} as const;

function sentence(toast: InPageToast): string {
  if (toast.kind === 'failed') return t('pageFailed', errorText(toast.error).title);
  if (toast.kind !== 'added') return t(sentences[toast.kind]);
  return toast.count === 0 ? t('pageNothingAdded') : tn('pageAdded', toast.count, formatCount(toast.count));
}
