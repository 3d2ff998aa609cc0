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

/** A small phone, or a narrow window beside another one. */
const PHONE_PX = 360;

/** Lists words of headings of tables that are broken inside, except where they have a hyphen. */
const findBroken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // a hyphen at the end of a line belongs to what follows it
    const lineOf = (node: Text, at: number): number => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return Math.round([...range.getClientRects()].at(-1)?.top ?? 0);
    };
    const broken: string[] = [];
    for (const heading of document.querySelectorAll('th:not(.visually-hidden *)')) {
      const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node instanceof Text; node = texts.nextNode())
        for (const { 0: word, index } of node.data.matchAll(/[^\s\u00ad-]+/g))
          if (lineOf(node, index) !== lineOf(node, index + word.length - 1)) broken.push(word);
    }
    return broken;
  });

for (const language of LANGUAGES)
  test(
    `${language}: no page of ${WIDTH_PX} px scrolls sideways or cuts a button, and no heading breaks a word`,
    { tag: '@chromium-alone' },
    async () => {
      test.setTimeout(180_000);
      const found: string[] = [];
      const pages = pageStates.filter(({ path }) => path !== 'popup.html');
      await showEachIn(language, pages, async (page, { name }) => {
        await page.setViewportSize({ width: WIDTH_PX, height: 600 });
        found.push(...(await findWide(page)).map((wide) => `${name} ${wide}`));
        await page.setViewportSize({ width: PHONE_PX, height: 600 });
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true;
        });
        found.push(...(await findBroken(page)).map((word) => `${name} broken: ${word}`));
      });
      expect(found).toEqual([]);
    },
  );

test('the ten photos of the certificate fill their rows', { tag: '@chromium-alone' }, async () => {
  const perRow: Record<number, number[]> = {};
  const certificate = pageStates.filter(({ name }) => name === 'report-complete');
  await showEachIn('en', certificate, async (page) => {
    const photos = page.locator('.certificate .sample-photos > li');
    await expect(photos).toHaveCount(10);
    for (const width of [1100, 700, 600, PHONE_PX, WIDTH_PX]) {
      await page.setViewportSize({ width, height: 600 });
      const tops = await photos.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      perRow[width] = [...Map.groupBy(tops, (top) => top).values()].map(({ length }) => length);
    }
  });
  const [five, two] = [[5, 5], Array.from({ length: 5 }, () => 2)];
  expect(perRow).toEqual({ 1100: five, 700: five, 600: two, [PHONE_PX]: two, [WIDTH_PX]: two });
});
