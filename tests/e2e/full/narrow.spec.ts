import { expect, type Page, test } from '@playwright/test';
import { pageStates } from '../../support/page-states.ts';
import { showEachIn } from '../each-state.ts';

/** English, and the languages with the longest words. */
const LANGUAGES = ['en', 'fi', 'de'];
/** A page of 1280 pixels at 400 % zoom. Source: WCAG 2.2, 1.4.10. */
const WIDTH_PX = 320;

/** Lists what is wider than the page, or than the button that it is in. */
const findWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = [...document.querySelectorAll('main *:not(.visually-hidden, .visually-hidden *)')].filter(
      (element) => scrollWidth > clientWidth && element.getBoundingClientRect().right > clientWidth,
    );
    const cut = [...document.querySelectorAll<HTMLElement>('button, [role=tab], summary')].filter(
      (element) => element.scrollWidth > element.clientWidth + 1,
    );
    const first = beyond[0];
    return [
      ...(first ? [`${scrollWidth} px: ${first.outerHTML.slice(0, 120)}`] : []),
      ...cut.map(({ textContent }) => `cut: ${textContent}`),
    ];
  });

for (const language of LANGUAGES)
  test(
    `${language}: no page of ${WIDTH_PX} px scrolls sideways or cuts a button`,
    { tag: '@chromium-alone' },
    async () => {
      test.setTimeout(180_000);
      const found: string[] = [];
      const pages = pageStates.filter(({ path }) => path !== 'popup.html');
      await showEachIn(language, pages, async (page, { name }) => {
        await page.setViewportSize({ width: WIDTH_PX, height: 600 });
        found.push(...(await findWide(page)).map((wide) => `${name} ${wide}`));
      });
      expect(found).toEqual([]);
    },
  );
