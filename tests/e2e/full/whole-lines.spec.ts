import { expect, type Page, test } from '@playwright/test';
import { pageStates } from '../../support/page-states.ts';
import { showEachIn } from '../each-state.ts';

/** The languages with the longest words. */
const LANGUAGES = ['fi', 'de'];
/** A phone, and a window of half a screen. */
const WIDTHS_PX = [320, 900];

/** Lists numbers that go over several lines, and rows of a fixed height that cut their text. */
const findBroken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const linesOf = (element: Element): number => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const numbers = [...document.querySelectorAll('main :is(dd, td, strong, span)')].filter(
      (element) => element.childElementCount === 0 && /^\d[\d\s.,]*$/.test(element.textContent),
    );
    const rows = [...document.querySelectorAll('main .windowed-list li')];
    return [
      ...numbers.filter((number) => linesOf(number) > 1).map(({ textContent }) => `broken: ${textContent}`),
      ...rows
        .filter((row) =>
          [row, ...row.querySelectorAll('*')].some(
            (element) => element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0,
          ),
        )
        .map(({ textContent }) => `cut: ${textContent}`),
    ];
  });

for (const language of LANGUAGES)
  for (const width of WIDTHS_PX)
    test(
      `${language}, ${width} px: numbers stay on one line, and rows hold their text`,
      { tag: '@chromium-alone' },
      async () => {
        test.setTimeout(180_000);
        const found: string[] = [];
        const pages = pageStates.filter(({ path }) => /^(plan|transfer|report)/.test(path));
        await showEachIn(language, pages, async (page, { name }) => {
          // the states that follow are drawn in this width
          await page.setViewportSize({ width, height: 600 });
          found.push(...(await findBroken(page)).map((broken) => `${name} ${broken}`));
        });
        expect(found).toEqual([]);
      },
    );
