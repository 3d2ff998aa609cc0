import type { LoggedRequest } from '../http/request-log.ts';

/** Calls that write, upload, sign out or make the user's phone ring. Source: docs/icloud-photos.md 8. */
const FORBIDDEN_PATHS =
  /\/records\/modify|\/assets\/upload|\/setup\/ws\/1\/(logout|requestPCS|enableDeviceConsentForPCS)|\/upload/;
/** Hosts that do nothing but take uploads or changes. */
const FORBIDDEN_HOSTS = /uploadphotosws|uploadimagews|photosupload|(^|-)photosws\./;
const BYTE_HOST = /\.(icloud-content\.com(\.cn)?|cdn-apple\.com)$/;
/** The only type that needs no preflight and that Apple's page sends. */
const PLAIN_TEXT = /^text\/plain(\s*;\s*charset=utf-8)?$/i;

/** Whether a host serves nothing but files' bytes. */
export const isByteHost = (host: string): boolean => BYTE_HOST.test(host);

/** Whether the product must never have sent this. */
export function isForbidden({
  host,
  path,
  method,
}: Pick<LoggedRequest, 'host' | 'path' | 'method'>): boolean {
  if (FORBIDDEN_HOSTS.test(host) || FORBIDDEN_PATHS.test(path)) return true;
  return host.includes('icloud-content.com') && !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Other calls that the product must not send, as sentences. Apple answers all of them. Source of the types: rclone, icloudpd, pyicloud. */
export function violationsOf({
  host,
  path,
  method,
  headers,
}: Pick<LoggedRequest, 'host' | 'path' | 'method' | 'headers'>): string[] {
  const found: string[] = [];
  if (BYTE_HOST.test(host) && headers['cookie'] !== undefined)
    found.push(`${method} ${host} carried a cookie`);
  const type = headers['content-type'] ?? 'no type';
  if (host.includes('ckdatabasews.') && method === 'POST' && !PLAIN_TEXT.test(type))
    found.push(`${method} ${host} was sent as ${type}, not as text/plain`);
  if (path.startsWith('/setup/ws/1/accountLogin') && method === 'POST')
    found.push(`${host} was asked to sign in`);
  return found;
}
