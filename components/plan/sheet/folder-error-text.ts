import type { ErrorCode, ErrorRecord } from '../../../utils/errors.ts';
import { type MessageKey, t } from '../../../utils/i18n.ts';
import type { ErrorText } from '../../shared/text/error-text.ts';

/** Nothing is repeated automatically while a person looks at folders: each text says what to do. */
const texts: Partial<Record<ErrorCode, readonly [title: MessageKey, body: MessageKey]>> = {
  offline: ['errorOfflineTitle', 'folderOfflineBody'],
  network: ['errorConnectNetworkTitle', 'folderOfflineBody'],
  'rate-limited': ['errorRateLimitedJottacloudTitle', 'folderBusyBody'],
  'service-down': ['errorServiceDownJottacloudTitle', 'folderBusyBody'],
  'jottacloud-signed-out': ['errorJottacloudSignedOutTitle', 'folderSignedOutBody'],
  'jottacloud-disconnected': ['errorJottacloudDisconnectedTitle', 'folderSignedOutBody'],
  'jottacloud-locked': ['folderLockedTitle', 'folderLockedBody'],
  'jottacloud-full': ['errorJottacloudFullTitle', 'folderFullBody'],
  'name-refused': ['errorNameRefusedTitle', 'folderRefusedBody'],
  'name-taken': ['folderTakenTitle', 'folderTakenBody'],
};

/** Describes why a folder could not be listed or made, and the next step. */
export function folderErrorText({ code }: Pick<ErrorRecord, 'code'>): ErrorText {
  const [title, body] = texts[code] ?? ['errorBadResponseTitle', 'folderUnexpectedBody'];
  return { title: t(title), body: t(body) };
}

/** Returns whether only a new connection to Jottacloud helps. */
export const needsSignIn = ({ code }: Pick<ErrorRecord, 'code'>): boolean =>
  code === 'jottacloud-signed-out' || code === 'jottacloud-disconnected';
