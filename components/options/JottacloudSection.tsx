import { t } from '../../utils/i18n.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { ConnectedAccount } from '../account/ConnectedAccount.tsx';
import { TokenForm } from '../account/TokenForm.tsx';

/** Connects to Jottacloud, or shows the connected account. */
export function JottacloudSection({ model }: { model: SettingsModel }) {
  const connection = model.connection.value;
  return (
    <section class="card" aria-labelledby="jottacloud-heading">
      <h2 class="card__title" id="jottacloud-heading">
        {t('jottacloudHeading')}
      </h2>
      {connection.status === 'reading' && <p class="soft">{t('readingConnection')}</p>}
      {connection.status === 'connected' && <ConnectedAccount model={model} connection={connection} />}
      {needsToken(connection) && <TokenForm model={model} />}
    </section>
  );
}

/** Also true if Jottacloud has ended the sign-in, while there is still an account to show. */
const needsToken = (connection: SettingsModel['connection']['value']): boolean =>
  connection.status === 'disconnected' ||
  connection.status === 'connecting' ||
  (connection.status === 'connected' && connection.error?.code === 'jottacloud-signed-out');
