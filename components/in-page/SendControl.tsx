import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { InPageModel } from '../../utils/models/in-page-model.ts';
import { OpenPhotoBar } from './OpenPhotoBar.tsx';
import { SendMenu } from './SendMenu.tsx';

/** The button: sends what is selected or the open photo, else opens a menu. */
export function SendControl({ model }: { model: InPageModel }) {
  if (model.openPhoto.value) return <OpenPhotoBar model={model} state={model.openPhoto.value.state} />;
  const count = model.selectedCount.value;
  if (count === 0) return <SendMenu model={model} />;
  if (model.isSelectionSent.value)
    return (
      <button type="button" class="send-button send-button--quiet" aria-disabled="true">
        {t('pageSentSelected', formatCount(count))}
      </button>
    );
  return (
    <button type="button" class="send-button" onClick={() => void model.sendSelection()}>
      {t('pageSendSelected', formatCount(count))}
    </button>
  );
}
