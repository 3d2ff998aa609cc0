import { TransferError } from '../../errors.ts';
import {
  type JsonObject,
  kindOf,
  optionalObject,
  optionalString,
  readObject,
  readString,
} from '../../http/json.ts';
import { refusedHost } from '../../http/refused-host.ts';
import { isPhotoService } from '../hosts.ts';

/** Who is signed in, and where the account's photos are served. */
export interface IcloudSession {
  /** Apple's account number. It is only ever compared. */
  accountNumber: string;
  /** The owner's address or phone number; null where Apple does not say. Masked in everything that is shared. */
  account: string | null;
  /** The owner's name; null where Apple does not say. Stored only in the list of logs. */
  name: string | null;
  serviceUrl: string;
  /** Apple calls the photo service active. Calls may work even where it does not. */
  isActive: boolean;
  /** The user allows access from web browsers. */
  webAccess: boolean;
  /** Advanced Data Protection is on. */
  advancedProtection: boolean;
}

/**
 * Reads the response to `validate`:
 *
 *     {"dsInfo": {"dsid": "…"}, "webservices": {"ckdatabasews": {"url": "https://p61-ckdatabasews.icloud.com:443", "status": "active"}}, …}
 *
 * @throws {TransferError} `icloud-signed-out` without a session; `icloud-code-wanted`, `icloud-terms` and
 *   `icloud-repair` while Apple wants something from the person; `icloud-empty` where the account has no photo
 *   service; `bad-response`
 * Source: docs/icloud-photos.md 1.2.
 */
export function parseSession(body: unknown): IcloudSession {
  const answer = readObject(body);
  const info = optionalObject(answer, 'dsInfo');
  if (!info)
    throw new TransferError(
      'icloud-signed-out',
      `dsInfo: expected an object, received ${kindOf(answer['dsInfo'])}`,
      { service: 'icloud' },
    );
  if (answer['hsaChallengeRequired'] === true)
    throw new TransferError('icloud-code-wanted', 'Apple wants a code', { service: 'icloud' });
  if (answer['termsUpdateNeeded'] === true)
    throw new TransferError('icloud-terms', 'Apple has new terms', { service: 'icloud' });
  if (answer['isRepairNeeded'] === true)
    throw new TransferError('icloud-repair', 'the account needs repair', { service: 'icloud' });
  const owner = ownerOf(info);
  const services = optionalObject(answer, 'webservices');
  if (!services) {
    const detail = `webservices: expected an object, received ${kindOf(answer['webservices'])}`;
    throw new TransferError('bad-response', detail, { service: 'icloud' });
  }
  const service = optionalObject(services, 'ckdatabasews');
  if (!service)
    throw new TransferError('icloud-empty', 'the account has no photo service', {
      service: 'icloud',
      ...(owner.account !== null && { facts: { account: owner.account } }),
    });
  const serviceUrl = readString(service, 'url');
  if (!isPhotoService(serviceUrl)) throw refusedHost('icloud', serviceUrl);
  return {
    accountNumber: readString(info, 'dsid'),
    ...owner,
    serviceUrl,
    isActive: (optionalString(service, 'status') ?? 'active') === 'active',
    webAccess: info['isWebAccessAllowed'] !== false,
    advancedProtection: answer['iCDPEnabled'] === true || info['iCDPEnabled'] === true,
  };
}

/** Longest address or name that is shown. The longest address that mail allows has 254 characters. */
const MAX_SHOWN = 254;

/**
 * Returns the address and the name of an account's owner:
 *
 *     {"appleId": "kari@example.no", "primaryEmail": "kari@example.no", "fullName": "Kari Nordmann"}
 */
function ownerOf(info: JsonObject): Pick<IcloudSession, 'account' | 'name'> {
  const text = (field: string): string | null =>
    optionalString(info, field)?.trim().slice(0, MAX_SHOWN) || null;
  return { account: text('appleId') ?? text('primaryEmail'), name: text('fullName') };
}
