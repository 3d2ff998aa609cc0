import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { pageStates } from '../../support/page-states.ts';
import type { StateOfPage } from '../../support/states/state-of-page.ts';
import { connect } from '../../support/set-up.ts';
import { startSession } from '../../support/session.ts';
import { showEach } from '../each-state.ts';

/** Width of a page of 1280 pixels at 200 % zoom, and of the popup, which zoom does not make narrower. */
const ZOOMED = { page: 640, popup: 360 };
/** Width of a page and of the popup without zoom. */
const USUAL = { page: 1_280, popup: 360 };

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Checks both themes, at 100 % and at 200 %. */
async function findViolations(page: Page, { name, path }: StateOfPage): Promise<string[]> {
  const kind = path.startsWith('popup') ? 'popup' : 'page';
  const found: string[] = [];
  for (const width of new Set([USUAL[kind], ZOOMED[kind]])) {
    await page.setViewportSize({ width, height: 600 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) found.push(`${name} ${width}: ${overflow} px must be scrolled sideways`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      found.push(...(await findings(page)).map((finding) => `${name} ${width} ${colorScheme} ${finding}`));
    }
  }
  return found;
}

test(
  'axe finds nothing on any state of any page, in both themes, also at 200 %',
  { tag: '@chromium-alone' },
  async () => {
    test.setTimeout(900_000);
    await using session = await startSession();
    const { browser } = session;
    const found: string[] = [];
    const connectNow = () => connect(browser, session.jottacloud.createLoginToken());
    await showEach(session, pageStates, connectNow, async (page, state) => {
      found.push(...(await findViolations(page, state)));
    });
    expect(found).toEqual([]);
  },
);

test('reduced motion switches all animations off', { tag: '@chromium-alone' }, async () => {
  await using session = await startSession();
  const page = await session.browser.openOptions();
  const duration = (): Promise<string> =>
    page
      .getByRole('button', { name: 'Connect' })
      .evaluate((button) => getComputedStyle(button).transitionDuration);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await duration()).not.toBe('0s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await duration()).toBe('0s');
});
