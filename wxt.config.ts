import { copyFile, cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { escapeNoncharacters } from './tests/release/escape-noncharacters.ts';
import { noteLicenses, thirdPartyNotices } from './tests/release/third-party-notices.ts';
import { PARTNER_HOSTS } from './utils/jottacloud/hosts.ts';

/** Of the extension's name in Firefox, which can never change, and of its home page: must be ours before the first upload. */
const DOMAIN = 'fotoflytt.no';

const PARTNER_ORIGINS = PARTNER_HOSTS.map((host) => `https://${host}/*`);

/**
 * Everything comes from the package, and requests go only to the hosts of the permissions: browsers hold redirects
 * against `connect-src` too. `style-src` has inline styles for the progress bars, `img-src` blobs for small pictures,
 * `script-src` WebAssembly for the hash functions. Calls to Apple's photo service are made by the content script, under
 * the policy of Apple's page.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob:",
  "font-src 'self'",
  `connect-src 'self' ${[
    ...['https://*.jottacloud.com', 'https://*.icloud-content.com', 'https://*.icloud-content.com.cn'],
    'https://*.cdn-apple.com',
    ...PARTNER_HOSTS.map((host) => `https://${host}`),
  ].join(' ')}`,
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'"],
].join('; ');

const codeSplitting = {
  groups: [
    {
      name: 'messages',
      test: /\/utils\/(messaging|errors)|webextension-polyfill|\/wxt\/dist\/|virtual:/,
      priority: 1,
    },
    { name: 'shared', minShareCount: 2 },
  ],
};

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/webextension-polyfill'],
  vite: () => ({
    plugins: [preact(), noteLicenses(), escapeNoncharacters()],
    // the engine's worker is a bundle of its own
    worker: { plugins: () => [noteLicenses(), escapeNoncharacters()] },
    // all parts of a page are asked for at once, not one after the other as they name each other
    build: { modulePreload: { polyfill: false } },
  }),
  hooks: {
    // both packages carry the licence of this and the notices of all that is bundled
    async 'build:done'({ config: { outDir } }) {
      await copyFile('LICENSE', join(outDir, 'LICENSE'));
      await writeFile(join(outDir, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
    },
    // the same beside the zip, to load without unpacking
    async 'zip:extension:done'({ config: { outDir } }, zip) {
      const folder = zip.replace(/\.zip$/, '');
      await rm(folder, { recursive: true, force: true });
      await cp(outDir, folder, { recursive: true });
    },
    // Each part is a request of its own, and costs a page some milliseconds: two parts for what pages have in common,
    // one of them for the engine's document too. Of the scripts that are built alone each is one file anyway.
    'vite:build:extendConfig'(entrypoints, { build }) {
      const output = build?.rollupOptions?.output;
      if (entrypoints.length > 1 && output) Object.assign(output, { codeSplitting });
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extensionName__',
    short_name: 'Fotoflytt',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    homepage_url: `https://${DOMAIN}/`,
    // an account that is used in a private window leaves no trace in the log of the ordinary one
    incognito: 'not_allowed',
    // what the code uses is there from these versions on (tests/e2e/least-versions.spec.ts)
    ...(browser !== 'firefox' && {
      minimum_chrome_version: '140',
      // no other extension and no web page may send us messages; Firefox lets none, and does not know the key
      externally_connectable: { ids: [] },
    }),
    permissions: [
      // settings and the Jottacloud sign-in
      'storage',
      // the log of a large library and the temporary copies of large videos
      'unlimitedStorage',
      // wakes the extension to resume a run that was interrupted
      'alarms',
      // removes the Origin header from our own requests to Jottacloud; changes no other page's requests
      'declarativeNetRequestWithHostAccess',
      // Chrome only: hosts the worker that moves the files
      ...(browser === 'firefox' ? [] : ['offscreen']),
    ],
    optional_permissions: [
      // notifies of the end of a copy, or that it needs the user; asked for only if switched on in the settings
      'notifications',
      // Chrome only: keeps the computer awake during a copy; asked for only when somebody ticks that
      ...(browser === 'firefox' ? [] : ['power']),
      // runs the content script on icloud.com.cn too; asked for together with that site, and for no other
      'scripting',
    ],
    host_permissions: [
      // the page whose sign-in is reused: the content script there asks for the list of photos
      'https://www.icloud.com/*',
      // the originals
      'https://*.icloud-content.com/*',
      // sign-in, folders and uploads (the upload host's number varies)
      'https://*.jottacloud.com/*',
    ],
    optional_host_permissions: [
      // identity servers of partner brands; asked for only when a pasted token names one
      ...PARTNER_ORIGINS,
      // Apple accounts of mainland China; asked for only by who has one
      'https://www.icloud.com.cn/*',
      'https://*.icloud-content.com.cn/*',
      // Apple's other store; asked for only when an address of a photo leads there
      'https://*.cdn-apple.com/*',
    ],
    content_security_policy: { extension_pages: POLICY },
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: `fotoflytt@${DOMAIN}`,
          strict_min_version: '142.0',
          // photos (and the places inside them) and the Jottacloud token leave the browser, to Jottacloud
          data_collection_permissions: {
            required: ['authenticationInfo', 'websiteContent', 'locationInfo'],
          },
        },
      },
    }),
  }),
});
