import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type DrawnLine, readDrawnInChromium } from './drawn.ts';
import { readSpokenInChromium, type Spoken } from './spoken.ts';
import type { Services } from './start-services.ts';

/** The unmodified production build. */
export const BUILD = resolve(import.meta.dirname, '../../.output/chrome-mv3');

/** A browser with the extension, to which the two services stand under their real names and nothing else exists. */
export interface ExtensionBrowser {
  name: 'chromium' | 'firefox';
  context: BrowserContext;
  extensionId: string;
  /** Where the extension's pages are: `chrome-extension://…`. */
  origin: string;
  /** Folder of the profile, to open it again. */
  profile: string;
  openPopup(): Promise<Page>;
  openOptions(): Promise<Page>;
  /** Signs in at iCloud, as the user did long ago, and leaves the Photos page open. */
  signInToIcloud(): Promise<Page>;
  /** Everything exposed to a screen reader in a page and its frames. */
  readSpoken(page: Page): Promise<Spoken[]>;
  /** Reads the lines of the marks on iCloud Photos; none if no marks can be seen. */
  readDrawn(page: Page): Promise<DrawnLine[]>;
  /** Ends the browser, and resolves when it is gone however often it is asked; the profile stays. */
  quit(): Promise<void>;
}

/** A folder for a profile, and how to be rid of it. */
export async function createProfile(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'fotoflytt-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Where a Firefox puts what is downloaded. */
export const downloadsOf = (profile: string): string => join(profile, 'downloads');

/** The extension, and both services under their real names. */
export const browserArgs = (services: Pick<Services, 'icloud' | 'jottacloud' | 'spki'>): string[] => [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--lang=en-US', '--window-size=1200,900'],
  `--disable-extensions-except=${BUILD}`,
  `--load-extension=${BUILD}`,
  `--host-resolver-rules=${hostRules(services)}`,
  `--ignore-certificate-errors-spki-list=${services.spki}`,
];

/** @param headless false: a window, for a person */
export async function launchBrowser(
  services: Pick<Services, 'icloud' | 'jottacloud' | 'spki'>,
  profile: string,
  headless = true,
  extraArgs: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<ExtensionBrowser> {
  const context = await chromium.launchPersistentContext(profile, {
    ...(process.env['CHROMIUM_PATH'] && { executablePath: process.env['CHROMIUM_PATH'] }),
    ...(!process.env['CHROMIUM_PATH'] && headless && { channel: 'chromium' }),
    headless,
    env: { ...process.env, ...env },
    // the caller ends it and cleans up
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    locale: 'en-US',
    viewport: headless ? { width: 1100, height: 800 } : null,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [...browserArgs(services), ...extraArgs],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const origin = `chrome-extension://${new URL(worker.url()).host}`;
  let quitting: Promise<void> | undefined;
  const quit = (): Promise<void> => (quitting ??= context.close());
  return browserOf({
    ...{ name: 'chromium', context, origin, profile },
    readSpoken: readSpokenInChromium,
    readDrawn: readDrawnInChromium,
    quit,
  });
}

/** What can be done in a browser that is open, whichever it is. */
export function browserOf(
  opened: Pick<
    ExtensionBrowser,
    'name' | 'context' | 'origin' | 'profile' | 'readSpoken' | 'readDrawn' | 'quit'
  >,
): ExtensionBrowser {
  const { context, origin } = opened;
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${origin}/${path}`);
    return page;
  };
  return {
    ...opened,
    extensionId: new URL(origin).host,
    openPopup: () => open('popup.html'),
    openOptions: () => open('options.html'),
    async signInToIcloud() {
      const page = await context.newPage();
      await page.goto('https://www.icloud.com/practice/sign-in');
      await page.waitForURL('https://www.icloud.com/photos/');
      return page;
    },
  };
}

/** Every name of the two services leads to its server, every other name nowhere. */
function hostRules({ icloud, jottacloud }: Pick<Services, 'icloud' | 'jottacloud'>): string {
  const rules = [icloud, jottacloud].flatMap(({ names, port }) =>
    names.map((name) => `MAP ${name}:443 127.0.0.1:${port}`),
  );
  return [...rules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ');
}
