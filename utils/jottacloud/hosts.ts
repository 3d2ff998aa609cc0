/**
 * Identity servers of the partner brands, outside Jottacloud's own domain. We ask for permission for one when a
 * token names it. Source: docs/jottacloud.md 1.6.
 */
export const PARTNER_HOSTS: readonly string[] = [
  'cloud.elgiganten.dk',
  'cloud.elgiganten.se',
  'cloud.elkjop.no',
  'cloud.elko.is',
  'cloud.gigantti.fi',
  'letsgo.jotta.cloud',
  'cloud-auth.onlime.dk',
  'sky.phonero.no',
  'mittcloud-auth.tele2.se',
  'sky-auth.telia.no',
  'cloud-auth.telia.se',
];

/** Jottacloud's own identity server. */
export const MAIN_SERVICE = 'id.jottacloud.com';

/** All identity servers: Jottacloud's own, MediaMarkt's on its domain, and the partners'. */
const IDENTITY_HOSTS: readonly string[] = [MAIN_SERVICE, 'mediamarkt.jottacloud.com', ...PARTNER_HOSTS];

/** Address of the JSON API: account and allocate. */
export const API = 'https://api.jottacloud.com';
/** Address of JFS, the file system: folders, files and listings. */
export const JFS = 'https://jfs.jottacloud.com/jfs';

const DOMAIN = 'jottacloud.com';

/** Origin that every copy needs at Jottacloud: sign-in, folders and uploads. */
export const JOTTACLOUD_ORIGIN = `https://*.${DOMAIN}/*`;

/** All domains that our requests to Jottacloud go to. The rule that removes `Origin` covers them. */
export const SERVICE_DOMAINS: readonly string[] = [DOMAIN, ...PARTNER_HOSTS];

/** Returns the host of an https address with the default port and no user or password; null for any other address. */
function plainHost(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
    ? url.hostname
    : null;
}

/** Whether an address may be asked for a token. It comes from pasted text, so no other host may. */
export const isIdentityAddress = (address: string): boolean =>
  IDENTITY_HOSTS.includes(plainHost(address) ?? '');

/**
 * Whether an address may receive an access token: it belongs to Jottacloud, or to exactly one of these hosts.
 *
 * @param services hosts beside Jottacloud's own, e.g. the service of the sign-in
 */
export const isServiceAddress = (address: string, services: readonly string[]): boolean => {
  const host = plainHost(address);
  return host !== null && (host === DOMAIN || host.endsWith(`.${DOMAIN}`) || services.includes(host));
};

/** Returns the host permission that a service needs beyond the ones we always have; null if it needs none. */
export const permissionFor = (host: string): string | null =>
  host.endsWith('.jottacloud.com') ? null : `https://${host}/*`;
