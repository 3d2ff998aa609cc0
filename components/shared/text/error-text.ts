import type { ErrorCode, ErrorFacts, ErrorRecord } from '../../../utils/errors.ts';
import { formatBytes, formatCount, formatTimeOfDay } from '../../../utils/format.ts';
import { t, type MessageKey } from '../../../utils/i18n.ts';

/** A failure as a person reads it. */
export interface ErrorText {
  title: string;
  /** What to do, or what happens automatically; '' if the title is enough. */
  body: string;
}

type Keys = readonly [title: MessageKey, body: MessageKey];

/** Codes of older or newer versions have no row; they are read as `unexpected`. */
const texts: Record<ErrorCode, Keys> = {
  network: ['errorNetworkTitle', 'errorNetworkBody'],
  offline: ['errorOfflineTitle', 'errorOfflineBody'],
  'rate-limited': ['errorRateLimitedTitle', 'errorRateLimitedBody'],
  'service-down': ['errorServiceDownTitle', 'errorServiceDownBody'],
  'bad-response': ['errorBadResponseTitle', 'errorBadResponseBody'],
  'icloud-page-silent': ['errorIcloudPageSilentTitle', 'errorIcloudPageSilentBody'],
  'icloud-signed-out': ['errorIcloudSignedOutTitle', 'errorIcloudSignedOutBody'],
  'icloud-code-wanted': ['errorIcloudCodeWantedTitle', 'errorIcloudCodeWantedBody'],
  'icloud-terms': ['errorIcloudTermsTitle', 'errorIcloudTermsBody'],
  'icloud-repair': ['errorIcloudRepairTitle', 'errorIcloudRepairBody'],
  'icloud-inactive': ['errorIcloudInactiveTitle', 'errorIcloudInactiveBody'],
  'icloud-locked': ['errorIcloudLockedTitle', 'errorIcloudLockedBody'],
  'icloud-approval': ['errorIcloudApprovalTitle', 'errorIcloudApprovalBody'],
  'icloud-refused': ['errorIcloudRefusedTitle', 'errorIcloudRefusedBody'],
  'icloud-other-account': ['errorIcloudOtherAccountTitle', 'errorIcloudOtherAccountBody'],
  'icloud-empty': ['errorIcloudEmptyTitle', 'errorIcloudEmptyBody'],
  'icloud-changed': ['errorIcloudChangedTitle', 'errorIcloudChangedBody'],
  'icloud-sorting': ['errorIcloudSortingTitle', 'errorIcloudSortingBody'],
  'list-short': ['errorListShortTitle', 'errorListShortBody'],
  'lists-differ': ['errorListsDifferTitle', 'errorListsDifferBody'],
  'library-unread': ['errorLibraryUnreadTitle', 'errorLibraryUnreadBody'],
  'photos-unread': ['errorPhotosUnreadTitle', 'errorPhotosUnreadBody'],
  'library-gone': ['errorLibraryGoneTitle', 'errorLibraryGoneBody'],
  'albums-unread': ['errorAlbumsUnreadTitle', 'errorAlbumsUnreadBody'],
  'frames-unread': ['errorFramesUnreadTitle', 'errorFramesUnreadBody'],
  'shared-unread': ['errorSharedUnreadTitle', 'errorSharedUnreadBody'],
  'picks-not-found': ['errorPicksNotFoundTitle', 'errorPicksNotFoundBody'],
  'albums-not-found': ['errorAlbumsNotFoundTitle', 'errorAlbumsNotFoundBody'],
  'dates-empty': ['errorDatesEmptyTitle', 'errorDatesEmptyBody'],
  'link-expired': ['errorLinkExpiredTitle', 'errorLinkExpiredBody'],
  'record-gone': ['errorRecordGoneTitle', 'errorRecordGoneBody'],
  'record-refused': ['errorRecordRefusedTitle', 'errorRecordRefusedBody'],
  'original-missing': ['errorOriginalMissingTitle', 'errorOriginalMissingBody'],
  'part-missing': ['errorPartMissingTitle', 'errorPartMissingBody'],
  'record-unusable': ['errorRecordUnusableTitle', 'errorRecordUnusableBody'],
  'arrived-damaged': ['errorArrivedDamagedTitle', 'errorArrivedDamagedBody'],
  'damaged-twice': ['errorDamagedTwiceTitle', 'errorDamagedTwiceBody'],
  'not-a-token': ['errorNotATokenTitle', 'errorNotATokenBody'],
  'token-used': ['errorTokenUsedTitle', 'errorTokenUsedBody'],
  'unknown-service': ['errorUnknownServiceTitle', 'errorUnknownServiceBody'],
  'jottacloud-signed-out': ['errorJottacloudSignedOutTitle', 'errorJottacloudSignedOutBody'],
  'jottacloud-disconnected': ['errorJottacloudDisconnectedTitle', 'errorJottacloudDisconnectedBody'],
  'jottacloud-full': ['errorJottacloudFullTitle', 'errorJottacloudFullBody'],
  'jottacloud-locked': ['errorJottacloudLockedTitle', 'errorJottacloudLockedBody'],
  'jottacloud-other-account': ['errorJottacloudOtherAccountTitle', 'errorJottacloudOtherAccountBody'],
  'names-unreadable': ['errorNamesUnreadableTitle', 'errorNamesUnreadableBody'],
  'manifest-damaged': ['errorManifestDamagedTitle', 'errorManifestDamagedBody'],
  'manifest-newer': ['errorManifestNewerTitle', 'errorManifestNewerBody'],
  'manifest-other-account': ['errorManifestOtherAccountTitle', 'errorManifestOtherAccountBody'],
  'manifest-unread': ['errorManifestUnreadTitle', 'errorManifestUnreadBody'],
  'manifest-differs': ['errorManifestDiffersTitle', 'errorManifestDiffersBody'],
  'files-moved': ['errorFilesMovedTitle', 'errorFilesMovedBody'],
  'files-repaired': ['errorFilesRepairedTitle', 'errorFilesRepairedBody'],
  'size-odd': ['errorSizeOddTitle', 'errorSizeOddBody'],
  'access-token-refused': ['errorAccessTokenRefusedTitle', 'errorAccessTokenRefusedBody'],
  'user-name-refused': ['errorUserNameRefusedTitle', 'errorUserNameRefusedBody'],
  'upload-incomplete': ['errorUploadIncompleteTitle', 'errorUploadIncompleteBody'],
  'md5-mismatch': ['errorMd5MismatchTitle', 'errorMd5MismatchBody'],
  'name-refused': ['errorNameRefusedTitle', 'errorNameRefusedBody'],
  'name-taken': ['errorNameTakenTitle', 'errorNameTakenBody'],
  'not-at-destination': ['errorNotAtDestinationTitle', 'errorNotAtDestinationBody'],
  'list-endless': ['errorListEndlessTitle', 'errorListEndlessBody'],
  'other-computer': ['errorOtherComputerTitle', 'errorOtherComputerBody'],
  'lease-unclear': ['errorLeaseUnclearTitle', 'errorLeaseUnclearBody'],
  'manifest-unwritten': ['errorManifestUnwrittenTitle', 'errorManifestUnwrittenBody'],
  'browser-storage-full': ['errorBrowserStorageFullTitle', 'errorBrowserStorageFullBody'],
  'permission-missing': ['errorPermissionMissingTitle', 'errorPermissionMissingBody'],
  unexpected: ['errorUnexpectedTitle', 'errorUnexpectedBody'],
};

const icloudTexts: Partial<Record<ErrorCode, Keys>> = {
  'rate-limited': ['errorRateLimitedIcloudTitle', 'errorRateLimitedIcloudBody'],
  'service-down': ['errorServiceDownIcloudTitle', 'errorServiceDownIcloudBody'],
};

const jottacloudTexts: Partial<Record<ErrorCode, Keys>> = {
  'rate-limited': ['errorRateLimitedJottacloudTitle', 'errorRateLimitedJottacloudBody'],
  'service-down': ['errorServiceDownJottacloudTitle', 'errorServiceDownJottacloudBody'],
};

/** Texts for "Connect", which is never retried automatically. */
const connectTexts: Partial<Record<ErrorCode, Keys>> = {
  network: ['errorConnectNetworkTitle', 'errorConnectNetworkBody'],
  'rate-limited': ['errorRateLimitedJottacloudTitle', 'errorConnectServiceDownBody'],
  'service-down': ['errorServiceDownJottacloudTitle', 'errorConnectServiceDownBody'],
  'bad-response': ['errorBadResponseTitle', 'errorConnectUnexpectedBody'],
  unexpected: ['errorUnexpectedTitle', 'errorConnectUnexpectedBody'],
};

/** Sentences with known facts; '' if too little is known. */
const named: Partial<Record<ErrorCode, (facts: ErrorFacts) => string>> = {
  'icloud-other-account': ({ firstAccount, account }) =>
    firstAccount === undefined || account === undefined
      ? ''
      : t('errorIcloudOtherAccountNamed', firstAccount, account),
  'icloud-empty': ({ account }) => (account === undefined ? '' : t('errorIcloudEmptyNamed', account)),
  'list-short': ({ counted, shown }) =>
    counted === undefined || shown === undefined
      ? ''
      : t('errorListShortNamed', formatCount(counted), formatCount(shown)),
  'names-unreadable': ({ files }) =>
    files === undefined ? '' : t('errorNamesUnreadableNamed', formatCount(files)),
  'manifest-differs': ({ files }) =>
    files === undefined ? '' : t('errorManifestDiffersNamed', formatCount(files)),
  'files-moved': ({ files }) => (files === undefined ? '' : t('errorFilesMovedNamed', formatCount(files))),
  'files-repaired': ({ files, changedFiles }) =>
    files === undefined || changedFiles === undefined
      ? ''
      : t('errorFilesRepairedNamed', formatCount(files), formatCount(changedFiles)),
  'size-odd': ({ files }) => (files === undefined ? '' : t('errorSizeOddNamed', formatCount(files))),
  'picks-not-found': ({ counted, shown }) =>
    counted === undefined || shown === undefined
      ? ''
      : t('errorPicksNotFoundNamed', formatCount(counted - shown), formatCount(counted)),
  'albums-not-found': ({ counted, shown }) =>
    counted === undefined || shown === undefined
      ? ''
      : t('errorAlbumsNotFoundNamed', formatCount(counted - shown), formatCount(counted)),
  'photos-unread': ({ unread }) =>
    unread === undefined ? '' : t('errorPhotosUnreadNamed', formatCount(unread)),
  'albums-unread': ({ albums }) => (albums === undefined ? '' : t('errorAlbumsUnreadNamed', albums)),
  'library-unread': ({ albums }) => (albums === undefined ? '' : t('errorSharedAlbumUnreadNamed', albums)),
  'other-computer': ({ device, until }) =>
    device === undefined || until === undefined
      ? ''
      : t('errorOtherComputerNamed', device, formatTimeOfDay(until)),
  'permission-missing': ({ host }) => (host === undefined ? '' : t('errorPermissionMissingNamed', host)),
  'bad-response': ({ host }) => (host === undefined ? '' : t('errorHostRefusedNamed', host)),
  'icloud-changed': ({ host }) => (host === undefined ? '' : t('errorHostRefusedNamed', host)),
  'browser-storage-full': ({ neededBytes }) =>
    neededBytes === undefined ? '' : t('errorBrowserStorageFullNamed', formatBytes(neededBytes)),
};

/** Describes an error of a run. Shows `detail` only for the host of an unknown service; otherwise it is for the log. */
export function errorText({ code, detail, service, facts }: ErrorRecord): ErrorText {
  const ofService =
    service === 'jottacloud' ? jottacloudTexts : service?.startsWith('icloud') ? icloudTexts : undefined;
  const text = inWords(ofService?.[code] ?? texts[code] ?? texts.unexpected, detail);
  const body = facts && named[code]?.(facts);
  return body ? { ...text, body } : text;
}

/** Describes why connecting to Jottacloud failed. */
export const connectErrorText = ({ code, detail }: ErrorRecord): ErrorText =>
  inWords(connectTexts[code] ?? texts[code] ?? texts.unexpected, detail);

const inWords = ([title, body]: Keys, detail: string): ErrorText => ({
  title: t(title),
  body: t(body, detail),
});
