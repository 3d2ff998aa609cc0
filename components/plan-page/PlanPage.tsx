import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import type { SheetModel } from '../../utils/models/settings/sheet-model.ts';
import type { TransferModel } from '../../utils/models/transfer-model.ts';
import { PlanSheet } from '../plan/sheet/PlanSheet.tsx';
import '../run/popup-page.css';
import { LeaveAlone } from '../run/LeaveAlone.tsx';
import { StateBody } from '../run/StateBody.tsx';
import { StateButtons } from '../run/StateButtons.tsx';
import { stateIcons, stateTitle } from '../run/state-title.ts';
import { Icon } from '../shared/Icon.tsx';
import '../shared/base.css';
import '../shared/page.css';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import '../shared/tokens.css';
import { WaitingSends } from '../shared/WaitingSends.tsx';
import './plan-page.css';

/** The plan in a tab of its own; once it is carried out, the state of the copy. */
export function PlanPage({ sheet, transfer }: { sheet: SheetModel; transfer: TransferModel }) {
  const state = transfer.state.value;
  const hasSheet = sheet.shown.value !== null;
  const title = hasSheet ? t('planTitle') : stateTitle(transfer);
  usePageTexts(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const hadSheet = useRef(hasSheet);
  // The pressed button is gone with the plan.
  useEffect(() => {
    if (hadSheet.current && !hasSheet) heading.current?.focus();
    hadSheet.current = hasSheet;
  }, [hasSheet]);
  return (
    <main class="page plan-page" data-state={state}>
      <header class="plan-page__name">
        <img src="/icon/32.png" width="24" height="24" alt="" />
        Fotoflytt
      </header>
      <section class="card" aria-labelledby="plan-heading">
        <h1 class="popup__title" id="plan-heading" aria-live="polite" ref={heading} tabIndex={-1}>
          <Icon name={stateIcons[hasSheet ? 'plan' : state]} />
          {title}
        </h1>
        {hasSheet ? (
          <PlanSheet
            sheet={sheet}
            transfer={transfer}
            hint={null}
            actions={[
              {
                label: t('startCopying'),
                press: () => transfer.plan.start(),
                isMain: true,
                needs: 'space',
              },
              { label: t('notNow'), press: () => transfer.plan.drop() },
            ]}
          />
        ) : (
          <>
            <StateBody model={transfer} />
            <LeaveAlone model={transfer} isOpen />
            <WaitingSends snapshot={transfer.snapshot.value} />
            <div class="popup__actions plan-page__actions">
              <StateButtons model={transfer} />
            </div>
          </>
        )}
      </section>
      <footer class="plan-page__links">
        {transfer.snapshot.value.run !== null && <a href="/transfer.html">{t('detailsLink')}</a>}
        <a href="/options.html">{t('optionsTitle')}</a>
      </footer>
    </main>
  );
}
