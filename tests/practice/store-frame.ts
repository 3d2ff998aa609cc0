import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { ExtensionBrowser } from '../support/launch-browser.ts';
import { type Language, type PictureName, storeWords } from './store-words.ts';

/** One folder for each language. */
export const STORE_FOLDER = resolve(import.meta.dirname, '../../.output/store');

/** What both stores take. Source: Chrome for Developers, "Supplying images". */
const PICTURE = { width: 1_280, height: 800 };
const TILE = { width: 440, height: 280 };

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { background: linear-gradient(160deg, #0e5a66, #093c45); color: #fff; font-family: system-ui, sans-serif;
    height: 100vh; display: flex; gap: 24px; align-items: center; justify-content: center; overflow: hidden }
  body.page { flex-direction: column; text-align: center; justify-content: flex-start; padding-top: 40px }
  h1 { font-size: 42px; line-height: 1.15; font-weight: 650; max-width: 560px; text-wrap: balance }
  p { font-size: 22px; line-height: 1.4; margin-top: 20px; max-width: 520px; text-wrap: pretty; color: #cfe3e6 }
  body.page h1 { font-size: 38px; max-width: none } body.page p { display: none }
  .shown { border-radius: 14px; box-shadow: 0 18px 50px #0008; display: block; background: #fff }
  body.popup { gap: 90px }
  body.tile { gap: 18px; background: #f2f6f7; color: #093c45 } body.tile p { color: #35585e } body.tile h1 { font-size: 34px } body.tile p { font-size: 17px; margin-top: 8px }
  body.tile img { width: 112px; height: 112px }`;

/** A picture to put into a frame. */
export interface Shown {
  /** As a data URL. */
  address: string;
  /** In CSS pixels. */
  width: number;
}

const kindOf = (name: PictureName): 'popup' | 'page' | 'tile' => {
  if (name === '1-popup') return 'popup';
  return name === 'tile-440x280' ? 'tile' : 'page';
};

/** Draws one picture for the stores around what was taken of a page. */
export async function frame(
  { context }: ExtensionBrowser,
  language: Language,
  name: PictureName,
  { address, width }: Shown,
): Promise<void> {
  const page = await context.newPage();
  const kind = kindOf(name);
  await page.setViewportSize(kind === 'tile' ? TILE : PICTURE);
  const { headline, text } = storeWords[language][name];
  const picture = `<img class="${kind === 'tile' ? '' : 'shown'}" width="${width}" src="${address}" alt="">`;
  const words = `<div><h1>${headline}</h1><p>${text}</p></div>`;
  const inside = kind === 'tile' ? `${picture}${words}` : `${words}${picture}`;
  await page.setContent(`<style>${STYLE}</style><body class="${kind}">${inside}`);
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  // without an alpha channel, as the stores want it: the background covers everything
  await page.screenshot({
    path: resolve(STORE_FOLDER, language, `${name}.png`),
    scale: 'css',
    animations: 'disabled',
  });
  await page.close();
}

/** Returns a picture's bytes as a data URL. */
export const dataOf = (bytes: Buffer, type = 'image/png'): string =>
  `data:${type};base64,${bytes.toString('base64')}`;

/** Takes the visible part of a page as it looks now. @param width in the picture; as wide as the page if not given */
export async function take(page: Page, width = page.viewportSize()?.width ?? PICTURE.width): Promise<Shown> {
  return { address: dataOf(await page.screenshot({ animations: 'disabled' })), width };
}
