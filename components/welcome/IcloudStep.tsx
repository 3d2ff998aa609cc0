import { useSignal } from '@preact/signals';
import { t } from '../../utils/i18n.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { ConnectedLine, spaceText } from '../account/ConnectedAccount.tsx';
import { errorText } from '../shared/text/error-text.ts';
import { Icon } from '../shared/Icon.tsx';
import { ownerText } from '../shared/text/owner-text.ts';
import { Notice } from '../shared/Notice.tsx';
import { LatestPhotos } from '../shared/picture/LatestPhotos.tsx';
import type { StepModels } from './step-models.ts';

/** The iCloud account, confirmed before anything is read. */
export function IcloudStep({ settings, transfer, welcome }: StepModels) {
  const connection = settings.connection.value;
  const { session } = welcome.icloud.value;
  return (
    <>
      {connection.status === 'connected' && (
        <div>
          <ConnectedLine connection={connection} />
          {connection.account && <p class="soft">{spaceText(connection.account)}</p>}
        </div>
      )}
      {session === 'signed-in' ? (
        // another account is another question
        <AccountCard key={ownerText(welcome.icloud.value)} transfer={transfer} welcome={welcome} />
      ) : (
        <>
          <p>{t('firstSignInBody')}</p>
          {(session === 'locked' || session === 'approval') && (
            <Notice tone="warn" text={errorText({ code: `icloud-${session}`, detail: '' })} />
          )}
          <output class="soft">
            {session === 'unknown' && t('firstNoPage')}
            {session === 'signed-out' && t('firstNotSignedIn')}
          </output>
          <div class="welcome__actions">
            <ActionButton label={t('openIcloudPhotos')} main press={() => transfer.openIcloud()} />
          </div>
        </>
      )}
    </>
  );
}

/** Whose iCloud is signed in, by name, address and newest photos. "Yes" begins to count, "No" explains what to do first. */
function AccountCard({ transfer, welcome }: Pick<StepModels, 'transfer' | 'welcome'>) {
  const isOther = useSignal(false);
  const owner = ownerText(welcome.icloud.value);
  const another = async (): Promise<void> => {
    if (isOther.value) await transfer.openIcloud();
    isOther.value = true;
  };
  return (
    <>
      <div class="account-card">
        <output class="welcome__good">
          <Icon name="done" />
          <span>{owner === '' ? t('firstSignedIn') : t('firstSignedInAs', owner)}</span>
        </output>
        <LatestPhotos account={owner} />
      </div>
      <p>{t('firstRightAccount')}</p>
      <output>{isOther.value && t('firstOtherHint')}</output>
      <div class="welcome__actions">
        <ActionButton
          label={t('firstYesCount')}
          main={!isOther.value}
          press={() => welcome.confirmAccount()}
        />
        <ActionButton
          label={isOther.value ? t('openIcloudPhotos') : t('firstOtherAccount')}
          main={isOther.value}
          press={another}
        />
      </div>
    </>
  );
}
