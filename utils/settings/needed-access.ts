/** Sites without which nothing can be copied; browsers let people take the access to them back. */
export const NEEDED_ORIGINS = [
  'https://www.icloud.com/*',
  'https://*.icloud-content.com/*',
  'https://*.jottacloud.com/*',
];
