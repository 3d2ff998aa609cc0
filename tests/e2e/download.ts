import { expect, type Locator } from '@playwright/test';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadsOf, type ExtensionBrowser } from '../support/launch-browser.ts';

/**
 * Presses a link that saves a file, and returns the text of the file.
 *
 * @param fileName what the file must be called
 */
export async function readDownload(
  { name, profile }: ExtensionBrowser,
  link: Locator,
  fileName: RegExp,
): Promise<string> {
  if (name === 'firefox') return readFromFolder(link, downloadsOf(profile), fileName);
  const started = link.page().waitForEvent('download');
  await link.click();
  const file = await started;
  expect(file.suggestedFilename()).toMatch(fileName);
  return readFile(await file.path(), 'utf8');
}

/** Firefox does not report downloads from extension pages to Playwright. */
async function readFromFolder(link: Locator, folder: string, fileName: RegExp): Promise<string> {
  await link.click();
  const names = (): Promise<string[]> => readdir(folder).catch(() => []);
  await expect.poll(names).toEqual([expect.stringMatching(fileName)]);
  const path = join(folder, (await names())[0] ?? '');
  const text = await readFile(path, 'utf8');
  await rm(path);
  return text;
}
