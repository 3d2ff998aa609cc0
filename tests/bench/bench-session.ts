import { setTimeout } from 'node:timers/promises';
import type { LinkSettings } from '../fakes/http/link.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import { createProfile, launchBrowser } from '../support/launch-browser.ts';
import { connect } from '../support/set-up.ts';
import { type Services, startServices } from '../support/start-services.ts';
import { verifyCopy } from '../support/verify-copy.ts';
import type { ToolPage } from './devtools.ts';
import { launchQuietBrowser, type QuietBrowser } from './quiet-browser.ts';

/** Longest time that any case takes. */
const RUN_MS = 45 * 60_000;
/** Time without a request after which a session is at rest. */
const QUIET_MS = 2_000;
/**
 * Longest time until the popup offers a copy. A popup that finds no page at icloud.com looks again after up to half a
 * minute; on a busy machine the page's script may be that late.
 */
const READY_MS = 2 * 60_000;
/** The press that begins everything. */
const COPY = 'Copy to Jottacloud';
/** Measured in the popup's page. */
export const STATE = "document.querySelector('main')?.dataset.state";
/** Whether the press has begun something: a button that has just appeared takes none for a quarter of a second. */
const IS_TAKEN = `${STATE} !== 'ready' && !${STATE}?.startsWith('done')`;

/** A simulated link, as people name it. */
export interface HomeLink {
  downMbit: number;
  upMbit: number;
  latencyMs: number;
}

export const linkSettings = ({ downMbit, upMbit, latencyMs }: HomeLink): LinkSettings => ({
  latencyMs,
  downBytesPerSecond: downMbit * 125_000,
  upBytesPerSecond: upMbit * 125_000,
});

/** A browser with the unmodified build, set up, on its own services. */
export interface BenchSession extends Services {
  browser: QuietBrowser;
  popup: ToolPage;
  /** Waits until the popup offers a copy. Nothing of this wait is measured. */
  untilReady(): Promise<void>;
  /** Presses "Copy to Jottacloud" and waits for the plan. @returns seconds until it was there */
  count(): Promise<number>;
  /** Presses "Start" and waits for the end. @returns seconds; throws if it is not complete */
  move(): Promise<number>;
  /** Ends the browser and starts it again on the same profile, signed in at Apple; browser and popup are new then. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param link none: no limit and no delay */
export async function startBenchSession(library: Library, link: HomeLink | null): Promise<BenchSession> {
  const services = await startServices(library);
  const profile = await createProfile();
  const extension = await setUpProfile(services, profile.path);
  const open = async (): Promise<Pick<BenchSession, 'browser' | 'popup'>> => {
    const browser = await launchQuietBrowser(services, profile.path);
    // An extension that is loaded from a folder opens it at each start of the browser, and it would draw the progress too.
    await browser.closePage(`chrome-extension://${extension}/options.html#welcome`);
    const photos = await browser.open('https://www.icloud.com/practice/sign-in');
    await photos.until("location.pathname === '/photos/' && document.readyState === 'complete'");
    // Requests of Apple's own page do not count as ours.
    await untilQuiet(services);
    return { browser, popup: await browser.open(`chrome-extension://${extension}/popup.html`) };
  };
  const first = await open();
  // Checksums are computed on first use, which must not be measured.
  for (const { masters, assets } of library.zones)
    for (const { resources } of [...masters, ...assets])
      for (const { fileChecksum } of resources.values())
        if (fileChecksum === '') throw new Error('no checksum');
  if (link) services.link.set(linkSettings(link));
  const session: BenchSession = {
    ...services,
    ...first,
    untilReady: () => session.popup.untilButton(COPY, READY_MS),
    async count() {
      await session.untilReady();
      const startedAt = performance.now();
      await session.popup.press(COPY, IS_TAKEN);
      await session.popup.until(`${STATE} === 'plan'`, RUN_MS);
      return (performance.now() - startedAt) / 1_000;
    },
    async move() {
      const startedAt = performance.now();
      await session.popup.press('Start', `${STATE} !== 'plan'`);
      await session.popup.until(`${STATE}?.startsWith('done')`, RUN_MS);
      const seconds = (performance.now() - startedAt) / 1_000;
      const { problems } = verifyCopy(services);
      const state = await session.popup.evaluate(STATE);
      if (problems.length > 0 || state !== 'done')
        throw new Error(`not a complete copy (${String(state)}): ${problems.slice(0, 3).join('; ')}`);
      return seconds;
    },
    async restart() {
      await session.browser.quit();
      Object.assign(session, await open());
    },
    async [Symbol.asyncDispose]() {
      await session.browser.quit();
      await services.close();
      await profile[Symbol.asyncDispose]();
    },
  };
  return session;
}

/** Connects Jottacloud as a person does. @returns the extension's id */
async function setUpProfile(services: Services, profile: string): Promise<string> {
  const browser = await launchBrowser(services, profile);
  await connect(browser, services.jottacloud.createLoginToken());
  await browser.quit();
  return browser.extensionId;
}

/** Requests that came to both services so far. */
export const requestsMade = ({ icloud, jottacloud }: Services): number =>
  icloud.requests.entries.length + jottacloud.requests.entries.length;

/** Waits until nothing was asked of the services for a while. */
export async function untilQuiet(services: Services): Promise<void> {
  for (let seen = -1; seen !== requestsMade(services);) {
    seen = requestsMade(services);
    await setTimeout(QUIET_MS);
  }
}

/** Middle of three or more figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
