import { useEffect } from 'preact/hooks';
import { t } from '../../utils/i18n.ts';
import { TokenForm } from '../account/TokenForm.tsx';
import type { StepModels } from './step-models.ts';

/** Connects Jottacloud, then continues automatically. */
export function TokenStep({ settings, welcome }: StepModels) {
  const { status } = settings.connection.value;
  useEffect(() => {
    if (status === 'connected') void welcome.pollNow();
  }, [status, welcome]);
  return (
    <>
      <TokenForm model={settings} />
      <p class="soft">{t('firstTokenBody')}</p>
    </>
  );
}
