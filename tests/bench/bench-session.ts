import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { LinkSettings } from '../fakes/http/link.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../practice/launch-browser.ts';
import { connect } from '../practice/set-up.ts';
import { type Services, startServices } from '../practice/start-services.ts';
import { prove } from '../practice/prove.ts';

/** Longest time that any case takes. */
const RUN_MS = 45 * 60_000;

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
  browser: ExtensionBrowser;
  popup: Page;
  /** The browser's first process. */
  pid: number;
  /** Presses "Copy to Jottacloud" and waits for the plan. @returns seconds until it was there */
  count(): Promise<number>;
  /** Presses "Start" and waits for the end. @returns seconds; throws if it is not complete */
  move(): Promise<number>;
  /** Ends the browser and starts it again on the same profile, signed in at Apple; browser, popup and pid are new then. */
  restart(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param link none: no limit and no delay */
export async function startBenchSession(library: Library, link: HomeLink | null): Promise<BenchSession> {
  const services = await startServices(library);
  const profile = await createProfile();
  const open = async (isNew: boolean): Promise<Pick<BenchSession, 'browser' | 'popup' | 'pid'>> => {
    const browser = await launchBrowser(services, profile.path);
    if (isNew) await connect(browser, services.jottacloud.createLoginToken());
    const photos = await browser.signInToIcloud();
    // What Apple's own page asks for is none of our requests.
    await photos.waitForLoadState('networkidle');
    const popup = await browser.openPopup();
    const lock = await readlink(join(profile.path, 'SingletonLock'));
    return { browser, popup, pid: Number(lock.split('-').at(-1)) };
  };
  const first = await open(true);
  // Checksums are made when they are first asked for: that is no part of what is measured.
  for (const { masters, assets } of library.zones)
    for (const { resources } of [...masters, ...assets])
      for (const { fileChecksum } of resources.values())
        if (fileChecksum === '') throw new Error('no checksum');
  if (link) services.link.set(linkSettings(link));
  const session: BenchSession = {
    ...services,
    ...first,
    async count() {
      const startedAt = performance.now();
      await session.popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
      await session.popup.getByRole('button', { name: 'Start', exact: true }).waitFor({ timeout: RUN_MS });
      return (performance.now() - startedAt) / 1_000;
    },
    async move() {
      const startedAt = performance.now();
      await session.popup.getByRole('button', { name: 'Start', exact: true }).click();
      await session.popup.locator('main[data-state^=done]').waitFor({ timeout: RUN_MS });
      const seconds = (performance.now() - startedAt) / 1_000;
      const { problems } = prove(services);
      const state = await session.popup.locator('main').getAttribute('data-state');
      if (problems.length > 0 || state !== 'done')
        throw new Error(`not a complete copy (${state}): ${problems.slice(0, 3).join('; ')}`);
      return seconds;
    },
    async restart() {
      await session.browser.quit();
      Object.assign(session, await open(false));
    },
    async [Symbol.asyncDispose]() {
      await session.browser.quit();
      await services.close();
      await profile[Symbol.asyncDispose]();
    },
  };
  return session;
}

/** Middle of three or more figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
