/** Apple's two worlds of hosts: `''` or `.cn` (China mainland). Source: docs/icloud-photos.md 1.1. */
export type Region = '' | '.cn';

/** Which world a host belongs to. */
export function regionOf(host: string): Region {
  return host.endsWith('.cn') ? '.cn' : '';
}

/** The page's origin, the only one that setup and CloudKit let in. Source: docs/icloud-photos.md 9.5. */
export function pageOrigin(region: Region): string {
  return `https://www.icloud.com${region}`;
}

/** All names the fake answers to; a `*` stands for one label, as in a certificate. */
export const icloudNames: string[] = [
  ...['', '.cn'].flatMap((region) => [
    `icloud.com${region}`,
    `www.icloud.com${region}`,
    `setup.icloud.com${region}`,
    `*.icloud.com${region}`,
    `*.icloud-content.com${region}`,
    `*.cvws.icloud-content.com${region}`,
  ]),
  '*.cdn-apple.com',
];
