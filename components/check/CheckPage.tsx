import { checkIds } from '../../utils/domain/check/check-row.ts';
import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { CheckModel } from '../../utils/models/check-model.ts';
import '../shared/tokens.css';
import '../shared/base.css';
import '../shared/page.css';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Notice } from '../shared/Notice.tsx';
import { SpokenStatus } from '../shared/SpokenStatus.tsx';
import { usePageTexts } from '../shared/text/use-page-texts.ts';
import './check-page.css';
import { CheckedRow } from './CheckedRow.tsx';
import { CheckResults } from './CheckResults.tsx';

/** "Check my connection": small questions to both services, each with its answer. */
export function CheckPage({ model }: { model: CheckModel }) {
  const title = t('checkTitle');
  usePageTexts(title);
  const stage = model.stage.value;
  const rows = model.rows.value;
  const isRunning = stage === 'running';
  const progress = t('checkProgress', formatCount(rows.length), formatCount(checkIds.length));
  return (
    <main class="page" data-state={stage} aria-busy={isRunning}>
      <h1 class="page__title">{title}</h1>
      <section class="card">
        <p>{t('checkBody')}</p>
        <p>{t('checkTouches')}</p>
        <p class="soft">{t('checkPrivate')}</p>
        <div>
          <ActionButton
            main
            label={t(stage === 'done' ? 'checkOnceMore' : 'checkNow')}
            press={() => model.check()}
          />
        </div>
        {stage === 'busy' && (
          <Notice tone="warn" text={{ title: t('checkBusyTitle'), body: t('checkBusyBody') }} />
        )}
        {isRunning && <p class="soft">{progress}</p>}
      </section>
      <SpokenStatus state={stage} sentence={isRunning ? progress : ''} />
      {rows.length > 0 && (
        <section class="card" aria-labelledby="check-answers">
          <h2 class="card__title" id="check-answers">
            {t('checkAnswers')}
          </h2>
          <ol class="check-rows">
            {rows.map((row) => (
              <CheckedRow key={row.id} row={row} />
            ))}
          </ol>
        </section>
      )}
      {stage === 'done' && <CheckResults model={model} />}
    </main>
  );
}
