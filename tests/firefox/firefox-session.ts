import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { type ConnectProxy, startConnectProxy } from '../fakes/connect-proxy.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import { createProfile } from '../support/launch-browser.ts';
import { type Services, startServices } from '../support/start-services.ts';
import { createFirefoxPages, type FirefoxPages } from './firefox-pages.ts';
import { connectMarionette, type Marionette } from './marionette.ts';

const BUILD = resolve(import.meta.dirname, '../../.output/firefox-mv3');
const ADDON_ID = 'fotoflytt@fotoflytt.no';
/** Firefox draws an address for each installation by lot; this one is given. */
const ADDRESS = '11111111-2222-4333-8444-555555555555';

/** One test's world: both services and a Firefox with the unmodified build; all of it is gone when the test ends. */
export interface FirefoxSession extends Services {
  pages: FirefoxPages;
  /** Ends Firefox at once, as a crash does, and opens it again with the same profile. */
  killAndOpen(): Promise<void>;
}

export async function startFirefoxSession(library: Library): Promise<FirefoxSession> {
  const services = await startServices(library);
  const proxy = await startConnectProxy(portsByName(services));
  const profile = await createProfile();
  let firefox = await openFirefox(profile.path, proxy);
  const pages = createFirefoxPages(() => firefox.marionette, `moz-extension://${ADDRESS}`);
  return {
    ...services,
    pages,
    async killAndOpen() {
      await firefox.end('SIGKILL');
      firefox = await openFirefox(profile.path, proxy);
    },
    async [Symbol.asyncDispose]() {
      await firefox.end('SIGTERM');
      await proxy.close();
      await services.close();
      await profile[Symbol.asyncDispose]();
    },
  };
}

interface Firefox {
  marionette: Marionette;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Loads the build as `about:debugging` does: for this life only, so anew in each. What it has stored is there again. */
async function openFirefox(profile: string, proxy: ConnectProxy): Promise<Firefox> {
  const port = await freePort();
  await writePreferences(profile, proxy.port, port);
  const program = process.env['FIREFOX_PATH'] ?? 'firefox-esr';
  const args = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote'];
  const child = spawn(program, [...args, '--profile', profile], { stdio: 'ignore' });
  const marionette = await connectMarionette(port);
  await marionette.ask('WebDriver:NewSession', {
    acceptInsecureCerts: true,
    timeouts: { script: 120_000, pageLoad: 60_000 },
  });
  await marionette.ask('Addon:Install', { path: BUILD, temporary: true });
  return {
    marionette,
    async end(signal) {
      await endProcess(child, signal);
      marionette.close();
    },
  };
}

async function endProcess(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** What a fresh Firefox does by itself is switched off; every host but the two services is refused by the proxy. */
async function writePreferences(profile: string, proxyPort: number, marionettePort: number): Promise<void> {
  const preferences: Record<string, string | number | boolean> = {
    'marionette.port': marionettePort,
    'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: ADDRESS }),
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.no_proxies_on': '',
    'network.http.http3.enable': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'intl.accept_languages': 'en-US',
  };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await mkdir(profile, { recursive: true });
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
}

const portsByName = ({ icloud, jottacloud }: Services): Record<string, number> =>
  Object.fromEntries([icloud, jottacloud].flatMap(({ names, port }) => names.map((name) => [name, port])));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
