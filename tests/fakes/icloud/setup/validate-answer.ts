import type { Region } from '../region.ts';
import type { IcloudSession } from '../session.ts';

/** The answer to `validate` with a good cookie; the shape of a recorded one. Source: docs/icloud-photos.md 1.2. */
export function validateAnswer(session: IcloudSession, region: Region): unknown {
  const { adp, codeWanted, termsWanted, repairWanted } = session;
  return {
    dsInfo: dsInfo(session),
    hasMinimumDeviceForPhotosWeb: true,
    iCDPEnabled: adp,
    webservices: webservices(session, region),
    pcsEnabled: true,
    configBag: { urls: signInUrls(region), accountCreateEnabled: true },
    hsaTrustedBrowser: !codeWanted,
    // where there is nothing to accept it is missing: docs/icloud-photos.md 1.2
    ...(termsWanted && { termsUpdateNeeded: true }),
    ...(repairWanted && { isRepairNeeded: true }),
    appsOrder: ['mail', 'contacts', 'calendar', 'photos', 'iclouddrive', 'notes3', 'settings'],
    version: 2,
    isExtendedLogin: true,
    pcsServiceIdentitiesIncluded: false,
    hsaChallengeRequired: codeWanted,
    requestInfo: { country: 'SE', timeZone: 'CET', region: 'AB' },
    pcsDeleted: false,
    iCloudInfo: { SafariBookmarksHasMigratedToCloudKit: false },
    apps: {
      calendar: {},
      contacts: {},
      iclouddrive: {},
      mail: {},
      notes3: {},
      photos: {},
      settings: { canLaunchWithOneFactor: true },
    },
  };
}

/** The answer (status 421) without a good cookie: no `dsInfo`. */
export function missingTokenAnswer(region: Region): unknown {
  return {
    success: false,
    requestInfo: [{ country: 'SE', timeZone: 'CET', region: 'AB' }],
    configBag: {
      urls: {
        ...signInUrls(region),
        accountVerifyUI: 'https://id.apple.com/identity?widgetKey=practice',
        eventGatewayV1: 'https://gateway.icloud.com/rsvp/events/v1',
      },
      accountCreateEnabled: true,
    },
    error: 'Missing X-APPLE-WEBAUTH-TOKEN cookie',
  };
}

function dsInfo({ account, adp, webAccess }: IcloudSession): unknown {
  const [firstName = '', ...rest] = account.fullName.split(' ');
  return {
    lastName: rest.join(' '),
    iCDPEnabled: adp,
    dsid: account.dsid,
    hsaEnabled: true,
    locale: 'sv-se_SE',
    ICDRSCapableDeviceList: '',
    isManagedAppleID: false,
    hsaVersion: 2,
    countryCode: 'SWE',
    notificationId: 'practice-notification',
    primaryEmailVerified: true,
    aDsID: 'practice-adsid',
    locked: false,
    ICDRSCapableDeviceCount: 0,
    hasICloudQualifyingDevice: true,
    primaryEmail: account.appleId,
    appleIdEntries: [{ isPrimary: true, type: 'EMAIL', value: account.appleId }],
    isWebAccessAllowed: webAccess,
    fullName: account.fullName,
    languageCode: 'sv-se',
    appleId: account.appleId,
    firstName,
    appleIdAliases: [],
    beneficiaryInfo: { isBeneficiary: false },
    hasPaymentInfo: true,
    pcsDeleted: false,
    statusCode: 2,
    familyEligible: true,
  };
}

function webservices({ partition, partitionMark, serviceInactive }: IcloudSession, region: Region): unknown {
  const at = (service: string) => `https://p${partition}-${service}.icloud.com${region}:443`;
  return {
    ckdatabasews: {
      pcsRequired: true,
      url: `https://${partitionMark}ckdatabasews.icloud.com${region}:443`,
      status: serviceInactive ? 'inactive' : 'active',
    },
    photos: { pcsRequired: true, uploadUrl: at('uploadphotosws'), url: at('photosws'), status: 'active' },
    photosupload: { pcsRequired: true, url: at('uploadphotosws'), status: 'active' },
    uploadimagews: { url: at('uploadimagews'), status: 'active' },
    sharedlibrary: { url: `https://sharedlibrary.icloud.com${region}:443`, status: 'active' },
    push: { url: at('pushws'), status: 'active' },
    schoolwork: {},
    ckdeviceservice: { url: at('ckdevice') },
    account: { iCloudEnv: { shortId: 'p', vipSuffix: 'prod' }, url: at('setup'), status: 'active' },
  };
}

function signInUrls(region: Region): Record<string, string> {
  const setup = `https://setup.icloud.com${region}/setup/ws/1`;
  return {
    accountCreateUI: 'https://appleid.apple.com/widget/account/?widgetKey=practice#!create',
    accountLoginUI: 'https://idmsa.apple.com/appleauth/auth/signin?widgetKey=practice',
    accountLogin: `${setup}/accountLogin`,
    accountRepairUI: 'https://appleid.apple.com/widget/account/?widgetKey=practice#!repair',
    downloadICloudTerms: `${setup}/downloadLiteTerms`,
    repairDone: `${setup}/repairDone`,
    accountAuthorizeUI: 'https://idmsa.apple.com/appleauth/auth/authorize/signin?client_id=practice',
    accountCreate: `${setup}/createLiteAccount`,
    getICloudTerms: `${setup}/getTerms`,
    vettingUrlForEmail: 'https://id.apple.com/IDMSEmailVetting/vetShareEmail',
    vettingUrlForPhone: 'https://id.apple.com/IDMSEmailVetting/vetSharePhone',
  };
}
