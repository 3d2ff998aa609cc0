import { type Service, TransferError } from '../errors.ts';

/** Longest name that DNS knows. */
const MAX_HOST = 253;

/**
 * A service named an address that is not one of its own. The host is named, so that one report settles whose it is;
 * path and query can be secret.
 */
export function refusedHost(service: Service, address: string): TransferError {
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url?.host.slice(0, MAX_HOST) ?? '';
  return host === '' || url?.protocol !== 'https:'
    ? new TransferError('bad-response', 'the address is none', { service })
    : new TransferError('bad-response', `an address at ${host} is refused`, { service, facts: { host } });
}
