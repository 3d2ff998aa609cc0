import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { labelledSample } from '../../fakes/sample-library/sample-library.ts';
import { createProfile } from '../../support/launch-browser.ts';
import { type Session, startReadySession } from '../../support/session.ts';
import { expectState, startCopy } from '../popup.ts';

const DESTINATION = 'iCloud Photos';

/** Copies the sample library with a page in each folder, and downloads everything to a folder, as a person does. */
async function copyToDisk(session: Session, folder: string): Promise<void> {
  const options = await session.browser.openOptions();
  await options.getByText('More settings').click();
  await options.getByRole('radio', { name: 'JSON' }).check();
  await options.getByRole('checkbox', { name: 'A page in each folder' }).check();
  await options.close();
  await expectState(await startCopy(session.browser), /^done/);
  for (const file of session.jottacloud.tree.files()) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await file.bytes());
  }
}

/** Opens a page and brings each of its images into view. @returns images that were not drawn, and all its links */
async function lookAt(
  page: Page,
  url: string,
): Promise<{ images: number; blank: string[]; links: string[] }> {
  await page.goto(url);
  return page.evaluate(async () => {
    const images = [...document.images];
    const blank: string[] = [];
    for (const image of images) {
      // Firefox refuses to decode a picture that has not begun to load, and begins some time after it is in view.
      image.loading = 'eager';
      await image.decode().catch(() => undefined);
      if (image.naturalWidth === 0) blank.push(image.src);
    }
    return { images: images.length, blank, links: [...document.links].map(({ href }) => href) };
  });
}

async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

test('a copy with a page in each folder is looked through from a disk, without any other program', async () => {
  test.setTimeout(240_000);
  const { library } = labelledSample();
  await using session = await startReadySession(library);
  await using disk = await createProfile();
  await copyToDisk(session, disk.path);

  const page = await session.browser.context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  const seen = new Set<string>();
  const toOpen = [pathToFileURL(join(disk.path, DESTINATION, 'index.html')).href];
  let images = 0;
  for (let url = toOpen.pop(); url !== undefined; url = toOpen.pop()) {
    if (seen.has(url)) continue;
    seen.add(url);
    const found = await lookAt(page, url);
    images += found.images;
    expect(found.blank, url).toEqual([]);
    expect(
      found.links.filter((link) => !existsSync(fileURLToPath(link))),
      url,
    ).toEqual([]);
    toOpen.push(...found.links.filter((link) => link.endsWith('.html')));
  }
  const pages = session.jottacloud.tree.files().filter(({ path }) => path.endsWith('/index.html'));
  expect(pages.length).toBeGreaterThan(10);
  expect(seen.size, 'every page is reached from the first').toBe(pages.length);
  expect(images).toBeGreaterThan(30);
  expect(errors).toEqual([]);
});

test(
  'a page of a folder has no accessibility findings, in both themes, on a wide screen and on a phone',
  { tag: '@chromium-alone' },
  async () => {
    test.setTimeout(240_000);
    const { library } = labelledSample();
    await using session = await startReadySession(library);
    await using disk = await createProfile();
    await copyToDisk(session, disk.path);
    const page = await session.browser.context.newPage();
    const top = pathToFileURL(join(disk.path, DESTINATION, 'index.html')).href;
    const { links } = await lookAt(page, top);
    const inside = links.filter((link) => link.endsWith('/index.html'));
    for (const url of [top, ...inside]) {
      await page.goto(url);
      for (const width of [1_280, 360]) {
        await page.setViewportSize({ width, height: 700 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${url} at ${width}`).toBe(0);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          expect(await axeFindings(page), `${url} ${width} ${colorScheme}`).toEqual([]);
        }
      }
    }
  },
);
