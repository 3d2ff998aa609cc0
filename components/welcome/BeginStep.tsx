import { t } from '../../utils/i18n.ts';
import { TokenForm } from '../account/TokenForm.tsx';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Promises } from '../shared/Promises.tsx';
import type { StepModels } from './step-models.ts';

/** The promises, and on the same screen the first step: connecting Jottacloud. A line below the field says what the token may do. */
export function BeginStep({ settings, welcome }: StepModels) {
  const begin = async (): Promise<void> => {
    await welcome.pollNow();
    await welcome.begin();
  };
  return (
    <>
      <Promises />
      <p class="soft">{t('firstSmallPrint')}</p>
      <p class="soft">{t('firstOtherWays')}</p>
      {welcome.isConnected.value ? (
        <div class="welcome__actions">
          <ActionButton label={t('firstBegin')} main press={() => welcome.begin()} />
        </div>
      ) : (
        <>
          <h2 class="welcome__subtitle">{t('setupStepJottacloud')}</h2>
          <TokenForm model={settings} connected={begin} />
          <p class="soft">{t('firstTokenBody')}</p>
        </>
      )}
    </>
  );
}
