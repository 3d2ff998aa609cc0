import { t, type MessageKey } from '../../utils/i18n.ts';
import type { PhotoState } from '../../utils/domain/file/photo-state.ts';
import type { InPageModel } from '../../utils/models/in-page-model.ts';

const sentences: Record<PhotoState, MessageKey> = {
  proved: 'pageStateProved',
  queued: 'pageStateQueued',
  problem: 'pageStateProblem',
  unknown: 'pageStateUnknown',
};

/**
 * State of the open photo, and the button if it can be sent. The page can hit-test our elements, but not identify them: so
 * the same box is hit in every state, and the text in none.
 */
export function OpenPhotoBar({ model, state }: { model: InPageModel; state: PhotoState | null }) {
  const canSend = state !== 'proved' && state !== 'queued';
  return (
    <div class="open-photo" data-can-send={canSend}>
      <output class="open-photo__place">
        {state && (
          <span key={state} class="open-photo__state" data-state={state}>
            {t(sentences[state])}
          </span>
        )}
      </output>
      {canSend ? (
        <button type="button" class="send-button" onClick={() => void model.sendOpenPhoto()}>
          {t('pageSend')}
        </button>
      ) : (
        <span class="send-button open-photo__gap" aria-hidden="true" />
      )}
    </div>
  );
}
