/** Origins that every copy needs at Apple: the page whose sign-in is used, and the usual byte hosts. */
export const ICLOUD_ORIGINS: readonly string[] = [
  'https://www.icloud.com/*',
  'https://*.icloud-content.com/*',
];

/** Domains of the byte hosts. The last one is also in the policy of Apple's own page. Source: docs/icloud-photos.md 6.1. */
const BYTE_SUFFIXES = ['.icloud-content.com', '.icloud-content.com.cn', '.cdn-apple.com'] as const;

/** Byte hosts that need a permission from the user first. */
const OPTIONAL_SUFFIXES: readonly string[] = ['.icloud-content.com.cn', '.cdn-apple.com'];

/** Host of `validate` for the site that a page belongs to: `www.icloud.com` or `www.icloud.com.cn`. */
export const setupHostOf = (siteHost: string): string => `setup.${siteHost.replace(/^www\./, '')}`;

/** Whether an address belongs to a photo service, by the names of Apple's hosts. Source: docs/icloud-photos.md 1.1. */
export const isPhotoService = (address: string): boolean =>
  /^https:\/\/(p\d+-)?ckdatabasews\.icloud\.com(\.cn)?(:443)?$/.test(address);

const suffixOf = (host: string): string | undefined => BYTE_SUFFIXES.find((suffix) => host.endsWith(suffix));

/** Returns the host of an address at one of Apple's byte hosts, on any subdomain; null for any other address. */
export function byteHostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, port, hostname } = new URL(address);
  const isPlain = protocol === 'https:' && username === '' && password === '' && port === '';
  return isPlain && suffixOf(hostname) !== undefined ? hostname : null;
}

/** Returns the host permission that a byte host needs beyond the ones we always have; null if it needs none. */
export function accessFor(host: string): string | null {
  const suffix = suffixOf(host);
  return suffix !== undefined && OPTIONAL_SUFFIXES.includes(suffix) ? `https://*${suffix}/*` : null;
}
