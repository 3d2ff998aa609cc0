/** Hosts of the bytes. The page's own policy allows the last too. Source: docs/icloud-photos.md 6.1. */
const BYTE_SUFFIXES = ['.icloud-content.com', '.icloud-content.com.cn', '.cdn-apple.com'] as const;

/** Byte hosts that the browser lets us reach only when the user allows it. */
const OPTIONAL_SUFFIXES: readonly string[] = ['.icloud-content.com.cn', '.cdn-apple.com'];

/** Whether an address is one of a photo service, as Apple's own hosts are called. Source: docs/icloud-photos.md 1.1. */
export const isPhotoService = (address: string): boolean =>
  /^https:\/\/(p\d+-)?ckdatabasews\.icloud\.com(\.cn)?(:443)?$/.test(address);

const suffixOf = (host: string): string | undefined => BYTE_SUFFIXES.find((suffix) => host.endsWith(suffix));

/** Host of an address of Apple's byte hosts, however deep; null for any other address. */
export function byteHostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, username, password, port, hostname } = new URL(address);
  const isPlain = protocol === 'https:' && username === '' && password === '' && port === '';
  return isPlain && suffixOf(hostname) !== undefined ? hostname : null;
}

/** Host permission that a byte host needs beyond those the extension always has; null for none. */
export function accessFor(host: string): string | null {
  const suffix = suffixOf(host);
  return suffix !== undefined && OPTIONAL_SUFFIXES.includes(suffix) ? `https://*${suffix}/*` : null;
}
