import { expect, type Page, test } from '@playwright/test';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { fillLog } from '../../support/fill-log.ts';
import { fillReportLog } from '../../support/fill-report-log.ts';
import { createProfile, launchBrowser } from '../../support/launch-browser.ts';
import { PHOTOS, pageStates } from '../../support/page-states.ts';
import { readTexts } from '../../support/read-texts.ts';
import { connect } from '../../support/set-up.ts';
import { showState, writeState } from '../../support/show-state.ts';
import { startServices } from '../../support/start-services.ts';

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
      await using services = await startServices(createLibrary(1));
      await using profile = await createProfile();
      const args = [`--lang=${language}`];
      const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
      const found: string[] = [];
      try {
        const desk = await browser.openPopup();
        await fillLog(desk, PHOTOS);
        await fillReportLog(desk, PHOTOS, 4);
        const page = await browser.context.newPage();
        await page.setViewportSize({ width: WIDTH_PX, height: 600 });
        let isConnected = false;
        for (const state of pageStates.filter(({ path }) => path !== 'popup.html')) {
          if (state.isConnected && !isConnected) {
            await writeState(desk, { ...state, run: null });
            await connect(browser, services.jottacloud.createLoginToken(), readTexts(language));
            isConnected = true;
          }
          await writeState(desk, state);
          await showState(page, browser.origin, state);
          found.push(...(await findWide(page)).map((wide) => `${state.name} ${wide}`));
        }
      } finally {
        await browser.quit();
      }
      expect(found).toEqual([]);
    },
  );
