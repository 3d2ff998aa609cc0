import { t } from '../../utils/i18n.ts';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';
import { SecuritySettingsLink } from './SecuritySettingsLink.tsx';
import { TokenPicture } from './TokenPicture.tsx';
import './token-steps.css';

/** How to get a login token, with a drawing beside it. Source: docs/jottacloud.md, 1.1. */
export const TokenSteps = () => (
  <div class="token-guide">
    <ol class="token-steps">
      <li>
        <SentenceWithLink text="tokenStepOpen">
          <SecuritySettingsLink />
        </SentenceWithLink>
      </li>
      <li>{t('tokenStepGenerate')}</li>
      <li>{t('tokenStepPaste')}</li>
    </ol>
    <TokenPicture />
  </div>
);
