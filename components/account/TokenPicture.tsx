import { t } from '../../utils/i18n.ts';
import './token-picture.css';

/**
 * A drawing of the button on Jottacloud's page. The steps beside it say the same in words, and screen readers would take a
 * name of its own for the field's.
 */
export const TokenPicture = () => (
  <svg class="token-picture" viewBox="0 0 420 150" aria-hidden="true">
    <rect class="token-picture__window" x="1" y="1" width="418" height="148" rx="8" />
    <path class="token-picture__line" d="M1 24H419" />
    <circle class="token-picture__dot" cx="14" cy="12.5" r="3" />
    <circle class="token-picture__dot" cx="25" cy="12.5" r="3" />
    <rect class="token-picture__dim" x="44" y="8" width="180" height="9" rx="4" />
    <rect class="token-picture__dim" x="16" y="40" width="58" height="7" rx="3" />
    <rect class="token-picture__dim" x="16" y="56" width="44" height="7" rx="3" />
    <rect class="token-picture__dim" x="16" y="72" width="52" height="7" rx="3" />
    <path class="token-picture__line" d="M92 24V149" />
    <rect class="token-picture__dim" x="112" y="38" width="130" height="9" rx="4" />
    <rect class="token-picture__dim" x="112" y="54" width="220" height="6" rx="3" />
    <rect class="token-picture__box" x="112" y="74" width="290" height="58" rx="6" />
    <text class="token-picture__text" x="126" y="99">
      {t('pictureTokenHeading')}
    </text>
    <rect class="token-picture__dim" x="126" y="110" width="120" height="6" rx="3" />
    <rect class="token-picture__button" x="296" y="88" width="90" height="30" rx="6" />
    <text class="token-picture__on-button" x="341" y="107" text-anchor="middle">
      {t('pictureGenerate')}
    </text>
    <rect class="token-picture__ring" x="290" y="82" width="102" height="42" rx="10" />
  </svg>
);
