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
  const owner = ownerText(welcome.icloud.value);
  return (
    <>
      {connection.status === 'connected' && (
        <div>
          <ConnectedLine connection={connection} />
          {connection.account && <p class="soft">{spaceText(connection.account)}</p>}
        </div>
      )}
      {session === 'signed-in' ? (
        <>
          <output class="welcome__good">
            <Icon name="done" />
            <span>{owner === '' ? t('firstSignedIn') : t('firstSignedInAs', owner)}</span>
          </output>
          <LatestPhotos account={owner} />
          <p>{t('firstRightAccount')}</p>
          <div class="welcome__actions">
            <ActionButton label={t('firstYesCount')} main press={() => welcome.confirmAccount()} />
            <ActionButton label={t('firstOtherAccount')} press={() => transfer.openIcloud()} />
          </div>
        </>
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
