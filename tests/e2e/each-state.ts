import type { Page } from '@playwright/test';
import type { FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { createLibrary } from '../fakes/icloud/library/library.ts';
import { fillLog } from '../support/fill-log.ts';
import { fillReportLog } from '../support/fill-report-log.ts';
import { createProfile, type ExtensionBrowser, launchBrowser } from '../support/launch-browser.ts';
import { PHOTOS } from '../support/page-states.ts';
import { readTexts } from '../support/read-texts.ts';
import { connect } from '../support/set-up.ts';
import { showState, writeState } from '../support/show-state.ts';
import { startServices } from '../support/start-services.ts';
import type { StateOfPage } from '../support/states/state-of-page.ts';
import { storePhotos } from '../support/states/store-photos.ts';

/** Shows states in their order, on one page. Jottacloud is connected before the first state that needs it. */
export async function showEach(
  { browser, jottacloud }: { browser: ExtensionBrowser; jottacloud: FakeJottacloud },
  states: readonly StateOfPage[],
  connectNow: () => Promise<unknown>,
  look: (page: Page, state: StateOfPage) => Promise<void>,
): Promise<void> {
  const desk = await browser.openPopup();
  await fillLog(desk, PHOTOS);
  await fillReportLog(desk, PHOTOS, 4);
  storePhotos(jottacloud, PHOTOS);
  const page = await browser.context.newPage();
  let isConnected = false;
  for (const state of states) {
    if (state.isConnected && !isConnected) {
      await writeState(desk, { ...state, run: null });
      await connectNow();
      isConnected = true;
    }
    await writeState(desk, state);
    await showState(page, browser.origin, state);
    await look(page, state);
  }
}

/** The same in a browser of its own that speaks a language. */
export async function showEachIn(
  language: string,
  states: readonly StateOfPage[],
  look: (page: Page, state: StateOfPage) => Promise<void>,
): Promise<void> {
  await using services = await startServices(createLibrary(1));
  await using profile = await createProfile();
  const args = [`--lang=${language}`];
  const browser = await launchBrowser(services, profile.path, true, args, { LANGUAGE: language });
  const token = services.jottacloud.createLoginToken();
  try {
    const { jottacloud } = services;
    await showEach({ browser, jottacloud }, states, () => connect(browser, token, readTexts(language)), look);
  } finally {
    await browser.quit();
  }
}
