import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { test } from '@playwright/test';
import { launchFirefox } from '../firefox/launch-firefox.ts';
import { type ConnectedProfile, knownConnectedProfile } from './connected-profile.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from './launch-browser.ts';
import { setUp } from './set-up.ts';
import { type Services, startServices } from './start-services.ts';
import { browserProcess } from './browser-process.ts';

/** One test's world: both services, a profile and a browser; all of it is gone when the test ends. */
export interface Session extends Services {
  /** The browser that is open now. */
  readonly browser: ExtensionBrowser;
  /** Closes the browser as a person does. */
  quit(): Promise<void>;
  /** Ends the browser's process at once, as a crash or a power cut does. @param moment when; default now */
  kill(moment?: () => Promise<unknown>): Promise<void>;
  /** Opens the browser again, with the same profile. */
  open(): Promise<void>;
  /** Opens the browser with a new profile, in which nothing is set up. The former one is deleted. */
  openNewProfile(): Promise<void>;
}

/** How a test's browser differs from an ordinary one. */
export interface SessionOptions {
  /** The browser's own setting "Continue where you left off": sign-ins outlive its end. */
  continuesWhereLeftOff?: boolean;
  /** Of the chance by which faults with a probability happen. */
  faultSeed?: number;
  /** Folder of the extension, if not that of the build. */
  extension?: string;
}

/** The browser of the project whose test asks; Chromium where no test does. */
function wantsFirefox(): boolean {
  let isFirefox = false;
  try {
    isFirefox = test.info().project.use.browserName === 'firefox';
  } catch {
    return false;
  }
  const isMissing = isFirefox && !process.env['FIREFOX_PATH'];
  test.skip(isMissing, 'no Firefox: npm test looks for one, or FIREFOX_PATH names it');
  return isFirefox;
}

/** Services and a browser in which nothing is set up yet. */
export async function startSession(
  library: Library = createLibrary(1),
  { continuesWhereLeftOff = false, faultSeed = 1, extension }: SessionOptions = {},
  connected?: ConnectedProfile,
): Promise<Session> {
  const services = await startServices(library, faultSeed);
  let profile = await createProfile();
  if (connected) services.jottacloud.tokens.createFamily('jottacloud', await connected.copyTo(profile.path));
  if (continuesWhereLeftOff) await continueWhereLeftOff(profile.path);
  // of a switch that is given twice the last one counts
  const args = extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : [];
  const isFirefox = wantsFirefox();
  const launch = (): Promise<ExtensionBrowser> =>
    isFirefox
      ? launchFirefox(services, profile.path, extension)
      : launchBrowser(services, profile.path, true, args);
  let browser = await launch();
  return {
    ...services,
    get browser() {
      return browser;
    },
    quit: () => browser.quit(),
    async kill(moment) {
      const closed = new Promise((resolve) => browser.context.once('close', resolve));
      const id = await browserProcess(profile.path, browser.name);
      await moment?.();
      process.kill(id, 'SIGKILL');
      await closed;
    },
    async open() {
      browser = await launch();
    },
    async openNewProfile() {
      await profile[Symbol.asyncDispose]();
      profile = await createProfile();
      browser = await launch();
    },
    async [Symbol.asyncDispose]() {
      await browser.quit();
      await services.close();
      await profile[Symbol.asyncDispose]();
    },
  };
}

/** The same, connected to Jottacloud and signed in at icloud.com. */
export async function startReadySession(library: Library, options: SessionOptions = {}): Promise<Session> {
  // An extension in another folder has another id, so the copied sign-in is not its own. The profile is a Chromium's.
  const isOther = options.extension !== undefined || wantsFirefox();
  const connected = isOther ? undefined : knownConnectedProfile();
  const session = await startSession(library, options, connected);
  try {
    if (connected) await session.browser.signInToIcloud();
    else await setUp(session.browser, session);
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** Chromium's preference `session.restore_on_startup`: 1 keeps session cookies, the default 5 drops them. */
async function continueWhereLeftOff(profile: string): Promise<void> {
  const folder = join(profile, 'Default');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'Preferences');
  const before = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as { session?: object };
  const after = { ...before, session: { ...before.session, restore_on_startup: 1 } };
  await writeFile(file, JSON.stringify(after));
}
