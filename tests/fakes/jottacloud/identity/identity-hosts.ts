/** Realm of each brand by identity host. Source: docs/jottacloud.md 1.6. */
export const REALM_BY_HOST: ReadonlyMap<string, string> = new Map([
  ['id.jottacloud.com', 'jottacloud'],
  ['cloud.elgiganten.dk', 'elgiganten'],
  ['cloud.elgiganten.se', 'elgiganten'],
  ['cloud.elkjop.no', 'elkjop'],
  ['cloud.elko.is', 'elko'],
  ['cloud.gigantti.fi', 'gigantti'],
  ['letsgo.jotta.cloud', 'letsgo'],
  ['mediamarkt.jottacloud.com', 'mediamarkt'],
  ['cloud-auth.onlime.dk', 'onlime_wl'],
  ['sky.phonero.no', 'phonero'],
  ['mittcloud-auth.tele2.se', 'comhem'],
  ['sky-auth.telia.no', 'get'],
  ['cloud-auth.telia.se', 'telia_se'],
]);

/** Every name the fake answers for, for certificates and name rules. */
export const JOTTACLOUD_NAMES: readonly string[] = [
  'jottacloud.com',
  '*.jottacloud.com',
  ...[...REALM_BY_HOST.keys()].filter((host) => !host.endsWith('.jottacloud.com')),
];
