import { type Service, TransferError } from '../errors.ts';

/** Longest name that DNS allows. */
const MAX_HOST = 253;

/**
 * Returns the error for an address outside a service's own hosts. It names the host, so that one report settles
 * whose it is. Path and query can be secret and stay out.
 */
export function refusedHost(service: Service, address: string): TransferError {
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url?.host.slice(0, MAX_HOST) ?? '';
  return host === '' || url?.protocol !== 'https:'
    ? new TransferError('bad-response', 'expected an https address', { service })
    : new TransferError('bad-response', `an address at ${host} is refused`, { service, facts: { host } });
}
