import { t } from '../../utils/i18n.ts';
import type { SetupOnPage } from '../../utils/domain/run/first-run.ts';
import type { InPageModel } from '../../utils/models/in-page-model.ts';

/** Instead of the button during the first run: who is signed in, and the way back to the setup, once. */
export const SetupBar = ({ model, setup }: { model: InPageModel; setup: SetupOnPage }) => (
  <div class={setup.isOffered ? 'page-toast setup-bar' : 'page-toast page-toast--none'}>
    <p aria-live="polite">
      {setup.isOffered && (setup.name === null ? t('pageSignedIn') : t('pageSignedInAs', setup.name))}
    </p>
    {setup.isOffered && (
      <button type="button" class="send-button" onClick={() => void model.continueSetup()}>
        {t('pageContinueSetup')}
      </button>
    )}
  </div>
);
