import type { ErrorRecord } from '../../../utils/errors.ts';
import { t } from '../../../utils/i18n.ts';
import { Notice } from '../../shared/Notice.tsx';
import { folderErrorText, needsSignIn } from './folder-error-text.ts';

/** Leads to the page where Jottacloud is connected. */
export const ConnectAgainLink = () => (
  <a href="/options.html" target="_blank">
    {t('connectAgain')}
  </a>
);

/** Why Jottacloud's folders are not shown, with the next step. */
export const FolderFailure = ({ error, tryAgain }: { error: ErrorRecord; tryAgain: () => void }) => (
  <>
    <Notice tone="bad" text={folderErrorText(error)} />
    <p class="folder-dialog__next">
      <button type="button" class="action-button" onClick={tryAgain}>
        {t('folderTryAgain')}
      </button>
      {needsSignIn(error) && <ConnectAgainLink />}
    </p>
  </>
);
