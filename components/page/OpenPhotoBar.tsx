import { t, type MessageKey } from '../../utils/i18n.ts';
import type { PhotoState } from '../../utils/transfer/photo-state.ts';
import type { InPageModel } from '../../utils/state/in-page-model.ts';

const sentences: Record<PhotoState, MessageKey> = {
  proved: 'pageStateProved',
  queued: 'pageStateQueued',
  problem: 'pageStateProblem',
  unknown: 'pageStateUnknown',
};

/** With one photo open: how it stands with it, and the button where there is something to send. */
export function OpenPhotoBar({ model, state }: { model: InPageModel; state: PhotoState | null }) {
  return (
    <div class="open-photo">
      <output class="open-photo__state" data-state={state ?? ''}>
        {state && t(sentences[state])}
      </output>
      {state !== 'proved' && state !== 'queued' && (
        <button type="button" class="send-button" onClick={() => void model.sendOpenPhoto()}>
          {t('pageSend')}
        </button>
      )}
    </div>
  );
}
