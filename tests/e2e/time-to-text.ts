import { expect, type Page } from '@playwright/test';
import type { ExtensionBrowser } from '../support/launch-browser.ts';

interface Stopwatch {
  shownAfterMs?: number;
}

/** Closes all pages of the extension: they share one process, and draw what changes. */
export async function closePages({ context }: ExtensionBrowser): Promise<void> {
  const old = context.pages();
  await context.newPage();
  for (const page of old) await page.close();
}

/** Reads the milliseconds that a stopwatch in the page has noted. */
export async function readStopwatch(page: Page): Promise<number> {
  await expect.poll(() => page.evaluate(() => (globalThis as Stopwatch).shownAfterMs)).toBeDefined();
  return (await page.evaluate(() => (globalThis as Stopwatch).shownAfterMs)) ?? NaN;
}

/** Opens a page, and has it note the milliseconds from the beginning of the navigation to the first frame with a text. */
export async function openTimed(
  { context, origin }: ExtensionBrowser,
  path: string,
  text: string,
): Promise<{ page: Page; shownAfterMs: number }> {
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    const measure = (): void => {
      if (document.querySelector('main')?.textContent.includes(wanted))
        (globalThis as Stopwatch).shownAfterMs = performance.now();
      else requestAnimationFrame(measure);
    };
    requestAnimationFrame(measure);
  }, text);
  await page.goto(`${origin}/${path}`);
  return { page, shownAfterMs: await readStopwatch(page) };
}

/** Returns the middle one of several times. */
export const medianOf = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
