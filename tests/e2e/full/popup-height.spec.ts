import { expect, type Page, test } from '@playwright/test';
import { pageStates } from '../../support/page-states.ts';
import { showEachIn } from '../each-state.ts';

const LANGUAGES = ['en', 'nb', 'sv', 'da', 'fi', 'de', 'nl'];
/** The most that a browser gives a popup, and what is left of it on a low screen. */
const HEIGHTS_PX = [600, 480];
/** States that say more than fits into 600 px in some language. */
const LONG = new Set([
  ...['plan', 'plan-absent', 'plan-not-found', 'plan-while-sorting', 'running-automatic', 'running-waiting'],
  ...['running-with-notes', 'done-news', 'done-unchecked', 'one-of-two', 'another-signed-in'],
]);

interface Seen {
  /** Names of buttons and links that are not in sight. */
  hidden: string[];
  /** Pixels of the card that are behind the buttons. */
  behindPx: number;
  hasEdge: boolean;
}

const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const foot = document.querySelector('.popup__foot');
    const card = document.querySelector('.popup__card');
    if (!foot || !card) throw new Error('this is no popup');
    const controls = [...document.querySelectorAll('.popup__actions button, .popup__links a')];
    const isInSight = (element: Element): boolean => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return top >= 0 && bottom <= innerHeight && right <= innerWidth && element.contains(found);
    };
    const lastWord = Math.max(
      0,
      ...[...card.querySelectorAll('*')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.getBoundingClientRect().bottom),
    );
    return {
      hidden: controls.filter((element) => !isInSight(element)).map(({ textContent }) => textContent),
      behindPx: Math.max(0, Math.round(lastWord - foot.getBoundingClientRect().top)),
      hasEdge: foot.classList.contains('popup__foot--over'),
    };
  });

/** The same once the edge has followed what is drawn; it never does if it is missing. */
async function lookAtRest(page: Page): Promise<Seen> {
  const isEdgeRight = async (): Promise<boolean> => {
    const { behindPx, hasEdge } = await look(page);
    return behindPx === 0 || hasEdge;
  };
  await expect.poll(isEdgeRight, { timeout: 5_000 }).toBe(true);
  return look(page);
}

for (const language of LANGUAGES)
  test(
    `${language}: the popup’s buttons are in sight, and its sentences too or an edge says that more is below`,
    { tag: '@chromium-alone' },
    async () => {
      test.setTimeout(180_000);
      const found: string[] = [];
      const popups = pageStates.filter(({ path }) => path === 'popup.html');
      await showEachIn(language, popups, async (page, { name }) => {
        for (const height of HEIGHTS_PX) {
          await page.setViewportSize({ width: 360, height });
          const { hidden, behindPx } = await lookAtRest(page);
          if (hidden.length > 0) found.push(`${name} ${height}: not in sight: ${hidden.join(', ')}`);
          if (behindPx > 0 && height === 600 && !LONG.has(name.replace('popup-', '')))
            found.push(`${name} ${height}: ${behindPx} px behind the buttons`);
        }
      });
      expect(found).toEqual([]);
    },
  );
