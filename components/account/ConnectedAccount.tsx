import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { formatBytes } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import type { Connection, SettingsModel } from '../../utils/models/settings-model.ts';
import { isSlowed } from '../../utils/domain/plan/storage-use.ts';
import type { JottacloudAccount } from '../../utils/domain/run/snapshot.ts';
import { ActionButton } from '../shared/ActionButton.tsx';
import { Icon } from '../shared/Icon.tsx';
import { Notice } from '../shared/Notice.tsx';
import { SentenceWithLink } from '../shared/SentenceWithLink.tsx';
import { connectErrorText, errorText } from '../shared/text/error-text.ts';
import './connected-account.css';
import { SecuritySettingsLink } from './SecuritySettingsLink.tsx';

/** Identity server of Jottacloud itself; any other one is a partner's and is named. Source: docs/jottacloud.md, 1.6. */
const OWN_SERVICE = 'id.jottacloud.com';

type Connected = Extract<Connection, { status: 'connected' }>;

/** The connected account, its free space, and the button to disconnect. */
export const ConnectedAccount = ({ model, connection }: { model: SettingsModel; connection: Connected }) => (
  <div class="connected-account">
    <ConnectedLine connection={connection} />
    {connection.account && <AccountFacts account={connection.account} />}
    {connection.error && <Notice tone="bad" text={connectErrorText(connection.error)} />}
    {/* The form beside it replaces a sign-in that Jottacloud has ended: there is nothing to disconnect. */}
    {connection.error?.code !== 'jottacloud-signed-out' && <Disconnect model={model} />}
  </div>
);

/** The button to disconnect. It asks first during a copy, which cannot continue without Jottacloud. */
function Disconnect({ model }: { model: SettingsModel }) {
  const isAsking = useSignal(false);
  const ways = useRef<HTMLDivElement>(null);
  const disconnect = async (): Promise<void> => {
    if (!isAsking.value && (await model.isCopying())) isAsking.value = true;
    else await model.disconnect();
  };
  return (
    <>
      {isAsking.value && <p role="alert">{t('disconnectQuestion')}</p>}
      <div class="connected-account__ways" ref={ways}>
        <ActionButton
          label={t('disconnect')}
          meaning={isAsking.value ? 'answer' : 'question'}
          press={disconnect}
        />
        {isAsking.value && (
          <ActionButton
            label={t('disconnectNo')}
            main
            press={async () => {
              isAsking.value = false;
              // This button goes with the question.
              ways.current?.querySelector('button')?.focus();
            }}
          />
        )}
      </div>
      <p class="soft">
        <SentenceWithLink text="disconnectHint">
          <SecuritySettingsLink />
        </SentenceWithLink>
      </p>
    </>
  );
}

/** Name of the connected account. */
export const ConnectedLine = ({ connection: { account } }: { connection: Connected }) => (
  <output class="connected-account__name">
    <Icon name="done" />
    <span>{account ? t('connectedAs', account.name) : t('connectedUnnamed')}</span>
  </output>
);

const AccountFacts = ({ account }: { account: JottacloudAccount }) => (
  <>
    <p>{spaceText(account)}</p>
    {account.service !== OWN_SERVICE && <p class="soft">{t('connectedThrough', account.service)}</p>}
    {isSlowed(account) && <p class="soft">{t('slowAboveFiveTerabytes')}</p>}
    {account.writeLocked && (
      <Notice tone="warn" text={errorText({ code: 'jottacloud-locked', detail: '' })} />
    )}
  </>
);

/** Returns used and total space in words. */
export const spaceText = ({ usedBytes, totalBytes }: JottacloudAccount): string =>
  totalBytes === null
    ? t('roomUnlimited', formatBytes(usedBytes))
    : t('roomLimited', formatBytes(usedBytes), formatBytes(totalBytes));
