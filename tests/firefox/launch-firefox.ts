import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, firefox } from '@playwright/test';
import { startConnectProxy } from '../fakes/connect-proxy.ts';
import { browserOf, downloadsOf, type ExtensionBrowser } from '../support/launch-browser.ts';
import type { Services } from '../support/start-services.ts';
import { evaluateInWindow } from './evaluate-in-window.ts';
import { connectMarionette, type Marionette } from './marionette.ts';
import { readDrawnInFirefox } from './drawn-in-firefox.ts';
import { readSpokenInFirefox } from './spoken-in-firefox.ts';

const BUILD = resolve(import.meta.dirname, '../../.output/firefox-mv3');
const PROGRAM = resolve(import.meta.dirname, 'firefox-for-playwright.mjs');
const ADDON_ID = 'fotoflytt@fotoflytt.no';
/** Firefox draws an address for each installation by lot; this one is given. */
const ADDRESS = '11111111-2222-4333-8444-555555555555';
const ORIGIN = `moz-extension://${ADDRESS}`;
/** Longest time until an installation has opened its page, on a computer that has other work to do. */
const FIRST_PAGE_MS = 10_000;
const POLL_MS = 50;

/** A Firefox with the unmodified build, and its own remote control beside Playwright's. */
export interface FirefoxBrowser extends ExtensionBrowser {
  marionette: Marionette;
  /** Switches the extension off and on again, as a person does on the page with the add-ons. Its pages are closed. */
  switchOffAndOn(): Promise<void>;
}

const SWITCH_OFF_AND_ON = `(async () => {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const addon = await AddonManager.getAddonByID('${ADDON_ID}');
  await addon.disable();
  await addon.enable();
  return 'on';
})()`;

/**
 * Opens a Firefox as `launchBrowser` opens a Chromium. The build is loaded as `about:debugging` does: for this life only,
 * so again in each. Its stored data is kept.
 *
 * @param build folder of the extension
 */
export async function launchFirefox(
  services: Pick<Services, 'icloud' | 'jottacloud'>,
  profile: string,
  build = BUILD,
): Promise<FirefoxBrowser> {
  const proxy = await startConnectProxy(portsByName(services));
  const port = await freePort();
  const commandsPort = await freePort();
  const context = await firefox.launchPersistentContext(profile, {
    channel: 'moz-firefox',
    executablePath: PROGRAM,
    env: { ...process.env, COMMANDS_PORT: String(commandsPort) },
    // the caller ends it and cleans up
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    ignoreHTTPSErrors: true,
    viewport: { width: 1100, height: 800 },
    downloadsPath: downloadsOf(profile),
    firefoxUserPrefs: preferences(proxy.port, port),
    args: ['--marionette', '--remote-allow-system-access', '--no-remote'],
  });
  const marionette = await connectMarionette(port);
  await marionette.ask('Addon:Install', { path: build, temporary: true });
  await untilFirstPage(context);
  let quitting: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await context.close();
    marionette.close();
    await proxy.close();
  };
  return {
    ...browserOf({
      ...{ name: 'firefox', context, origin: ORIGIN, profile },
      readSpoken: (page) => readSpokenInFirefox(commandsPort, page),
      readDrawn: (page) => readDrawnInFirefox(commandsPort, page),
      quit: () => (quitting ??= end()),
    }),
    marionette,
    switchOffAndOn: async () => void (await evaluateInWindow(commandsPort, SWITCH_OFF_AND_ON)),
  };
}

/** Waits for the page that an installation opens. A page that a test opens meanwhile could leave it empty for ever. */
async function untilFirstPage(context: BrowserContext): Promise<void> {
  const isThere = (): boolean => context.pages().some((page) => page.url().startsWith(ORIGIN));
  // An older build opens none.
  const giveUpAt = performance.now() + FIRST_PAGE_MS;
  while (!isThere() && performance.now() < giveUpAt) await setTimeout(POLL_MS);
}

/** Every host but the two services is refused by the proxy. */
const preferences = (
  proxyPort: number,
  marionettePort: number,
): Record<string, string | number | boolean> => ({
  'marionette.port': marionettePort,
  'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: ADDRESS }),
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
  // what an extension asks for is allowed, as by a person
  'extensions.webextOptionalPermissionPrompts': false,
  'network.proxy.type': 1,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': proxyPort,
  'network.proxy.no_proxies_on': '',
  'network.http.http3.enable': false,
  'intl.accept_languages': 'en-US',
});

const portsByName = ({
  icloud,
  jottacloud,
}: Pick<Services, 'icloud' | 'jottacloud'>): Record<string, number> =>
  Object.fromEntries([icloud, jottacloud].flatMap(({ names, port }) => names.map((name) => [name, port])));

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
