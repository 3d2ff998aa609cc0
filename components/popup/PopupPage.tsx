import { formatPercent } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { PageState, TransferModel } from '../../utils/state/transfer-model.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import { itemsInAll } from '../shared/run-numbers.ts';
import { SpokenStatus } from '../shared/SpokenStatus.tsx';
import { usePageTexts } from '../shared/use-page-texts.ts';
import { PopupFrame } from './PopupFrame.tsx';
import './popup-page.css';
import { StateBody } from './StateBody.tsx';
import { stateActions } from './state-actions.ts';
import { stateIcons, stateTitle } from './state-title.ts';

/** States in which the number of copied photos changes while somebody listens. */
const moving: ReadonlySet<PageState> = new Set(['counting', 'running', 'waiting', 'checking']);

/** States that have a button for the report. */
const ended: ReadonlySet<PageState> = new Set(['done', 'done-with-problems']);

/** The popup: one state, its title, what is to know about it and what can be pressed. */
export function PopupPage({ model }: { model: TransferModel }) {
  const state = model.state.value;
  const title = stateTitle(model);
  usePageTexts(title);
  return (
    <PopupFrame state={state} linksReport={model.snapshot.value.run !== null && !ended.has(state)}>
      {/* another state is read aloud at once, its progress by SpokenStatus */}
      <h1 class="popup__title" aria-live="polite">
        <Icon name={stateIcons[state]} />
        {title}
      </h1>
      <StateBody model={model} />
      <div class="popup__actions">
        {/* keyed by place: a button that takes the place of another one keeps the focus */}
        {stateActions(model).map(({ label, press }, position) => (
          <ActionButton key={position} label={t(label)} main={position === 0} press={press} />
        ))}
      </div>
      <SpokenStatus sentence={moving.has(state) ? spokenProgress(model) : ''} />
    </PopupFrame>
  );
}

/** In per cent: whole numbers of photos change faster than anyone can listen. */
function spokenProgress({ snapshot }: TransferModel): string {
  const { run, totals } = snapshot.value;
  const all = itemsInAll(run, totals);
  return all === 0 ? '' : t('spokenProgress', formatPercent(totals.itemsDone / all));
}
