import type { LoggedRequest } from '../http/request-log.ts';

/** Calls that write, upload, sign out or make the user's phone ring. Source: docs/icloud-photos.md 8. */
const FORBIDDEN_PATHS =
  /\/records\/modify|\/assets\/upload|\/setup\/ws\/1\/(logout|requestPCS|enableDeviceConsentForPCS)|\/upload/;
/** Hosts that do nothing but take uploads or changes. */
const FORBIDDEN_HOSTS = /uploadphotosws|uploadimagews|photosupload|(^|-)photosws\./;

/** Whether the product must never have sent this. */
export function isForbidden({
  host,
  path,
  method,
}: Pick<LoggedRequest, 'host' | 'path' | 'method'>): boolean {
  if (FORBIDDEN_HOSTS.test(host) || FORBIDDEN_PATHS.test(path)) return true;
  return host.includes('icloud-content.com') && !['GET', 'HEAD', 'OPTIONS'].includes(method);
}
