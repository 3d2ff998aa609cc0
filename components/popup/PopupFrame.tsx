import type { ComponentChildren } from 'preact';
import { t } from '../../utils/i18n.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import './popup-frame.css';
import type { CopyState } from '../../utils/models/copy-state.ts';
import { useMoreBelow } from './use-more-below.ts';

/** The name at the top, the state, and buttons and links at the bottom, where they never move. */
export const PopupFrame = (props: {
  state: CopyState;
  linksDetails: boolean;
  linksReport: boolean;
  /** The buttons: they stand fast at the lower edge. */
  actions: ComponentChildren;
  children: ComponentChildren;
}) => (
  <main class="popup" data-state={props.state}>
    <header class="popup__name">
      <img src="/icon/32.png" width="20" height="20" alt="" />
      Fotoflytt
    </header>
    <div class="popup__card">{props.children}</div>
    <div class={useMoreBelow() ? 'popup__foot popup__foot--over' : 'popup__foot'}>
      {props.actions}
      <footer class="popup__links">
        <a href="/options.html" target="_blank">
          {t('optionsTitle')}
        </a>
        {props.linksDetails && (
          <a href="/transfer.html" target="_blank">
            {t('detailsLink')}
          </a>
        )}
        {props.linksReport && (
          <a href="/report.html" target="_blank">
            {t('reportTitle')}
          </a>
        )}
      </footer>
    </div>
  </main>
);
