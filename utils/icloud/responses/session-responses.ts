import { TransferError } from '../../errors.ts';
import { type JsonObject, optionalObject, optionalString, readObject, readString } from '../../http/json.ts';
import { refusedHost } from '../../http/refused-host.ts';
import { isPhotoService } from '../hosts.ts';

/** Who is signed in, and where the account's photos are served. */
export interface IcloudSession {
  /** Apple's account number. It is only ever compared. */
  accountNumber: string;
  /** The account, masked so that its owner recognises it; null where Apple does not say. */
  account: string | null;
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
  if (!info) throw new TransferError('icloud-signed-out', 'no account in the answer', { service: 'icloud' });
  if (answer['hsaChallengeRequired'] === true)
    throw new TransferError('icloud-code-wanted', 'Apple wants a code', { service: 'icloud' });
  if (answer['termsUpdateNeeded'] === true)
    throw new TransferError('icloud-terms', 'Apple has new terms', { service: 'icloud' });
  if (answer['isRepairNeeded'] === true)
    throw new TransferError('icloud-repair', 'the account needs repair', { service: 'icloud' });
  const account = maskedAccount(nameOf(info));
  const services = optionalObject(answer, 'webservices');
  if (!services) throw new TransferError('bad-response', 'no services in the answer', { service: 'icloud' });
  const service = optionalObject(services, 'ckdatabasews');
  if (!service)
    throw new TransferError('icloud-empty', 'the account has no photo service', {
      service: 'icloud',
      ...(account !== null && { facts: { account } }),
    });
  const serviceUrl = readString(service, 'url');
  if (!isPhotoService(serviceUrl)) throw refusedHost('icloud', serviceUrl);
  return {
    accountNumber: readString(info, 'dsid'),
    account,
    serviceUrl,
    isActive: (optionalString(service, 'status') ?? 'active') === 'active',
    webAccess: info['isWebAccessAllowed'] !== false,
    advancedProtection: answer['iCDPEnabled'] === true || info['iCDPEnabled'] === true,
  };
}

/**
 * Returns the address of an account:
 *
 *     {"appleId": "kari@example.no", "primaryEmail": "kari@example.no"}
 *
 * It is personal, so it leaves this file only through {@link maskedAccount}.
 */
const nameOf = (info: JsonObject): string | null =>
  optionalString(info, 'appleId') ?? optionalString(info, 'primaryEmail');

/** Longest ending of a mail domain that is shown. A longer one could name a person. */
const MAX_ENDING = 6;

/**
 * Masks an account's address or phone number, so that its owner recognises it and nobody else learns it:
 * `K••@•••.no`, `•••42`.
 *
 * @returns null where nothing can be shown
 */
export function maskedAccount(name: string | null): string | null {
  const text = name?.trim() ?? '';
  const at = text.lastIndexOf('@');
  if (at > 0) {
    const [first = ''] = text;
    const ending = text.slice(text.lastIndexOf('.') + 1);
    const isEnding = text.indexOf('.', at) > 0 && /^[a-z]+$/i.test(ending) && ending.length <= MAX_ENDING;
    return `${first.toUpperCase()}••@•••${isEnding ? `.${ending.toLowerCase()}` : ''}`;
  }
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 6 ? `•••${digits.slice(-2)}` : null;
}
