import { expect, type Page } from '@playwright/test';
import type { Library } from '../fakes/icloud/library/library.ts';
import type { IcloudSwitches, PageVariant } from '../fakes/icloud/switches.ts';
import { startSession } from '../support/session.ts';
import { differentPhotos, logOf, STATES } from './in-page-answers.ts';
import { followPhotos, marksOf, type PhotosPage, playBackground } from './in-page.ts';

/** How the opened page differs from an ordinary one. */
interface OpenOptions {
  variant?: PageVariant;
  locale?: string;
  photos?: number;
  pictures?: Partial<Pick<IcloudSwitches, 'tilePictures' | 'tilePreview'>>;
}

/** iCloud Photos of a signed-in person, with a background played by the test. */
export async function openPhotos({ variant, locale, photos = 60, pictures = {} }: OpenOptions = {}) {
  const library = differentPhotos(photos);
  const session = await startSession(library);
  Object.assign(session.icloud.switches, pictures);
  session.icloud.switches.page = variant ?? 'described';
  session.icloud.switches.pageLocale = locale ?? 'en-us';
  const log = logOf(library, pictures.tilePreview);
  const played = await playBackground(session.browser, { isSetUp: true, marks: true, ...log });
  const page = await session.browser.signInToIcloud();
  const errors = errorsOf(page);
  const gridIn = variant === 'shell' ? /icloud\.com\/photos\// : undefined;
  const photosPage = await followPhotos(session.browser, page, gridIn);
  return {
    ...{ session, library, played, errors, photosPage },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
}

/** Waits for marks, and compares each with the photo of its tile. */
export async function expectMarks(photosPage: PhotosPage, library: Library): Promise<void> {
  await expect.poll(async () => (await marksOf(photosPage)).length, { timeout: 20_000 }).toBeGreaterThan(10);
  for (const { state, x, y } of await marksOf(photosPage)) {
    const index = await photosPage.grid.evaluate(
      (at) => {
        const cell = document.elementFromPoint(at.x, at.y)?.closest('.grid-item');
        return cell ? (cell as unknown as { photoIndex: number }).photoIndex : -1;
      },
      { x, y },
    );
    expect(STATES[(library.primary.assets.length - 1 - index) % STATES.length], `tile ${index}`).toBe(state);
  }
}

/** Waits until the grid shows pictures by object URLs, all of them drawn. */
export const expectObjectUrls = ({ grid }: PhotosPage) =>
  expect
    .poll(() =>
      grid.evaluate(() => {
        const pictures = [...document.querySelectorAll('img')];
        const areDrawn = pictures.every(
          ({ src, naturalWidth }) => src.startsWith('blob:') && naturalWidth > 0,
        );
        return areDrawn ? pictures.length : 0;
      }),
    )
    .toBeGreaterThan(20);
