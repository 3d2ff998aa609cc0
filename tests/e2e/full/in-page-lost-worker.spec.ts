import { test } from '@playwright/test';
import { createLibrary } from '../../fakes/icloud/library/library.ts';
import { followPhotos } from '../in-page.ts';
import { startSession } from '../../support/session.ts';
import { connect } from '../../support/set-up.ts';

/** Presses, each on one photo more, so that each has an answer of its own. */
const PRESSES = 8;

test('no press on iCloud Photos is lost when the background ends at that moment', async () => {
  const library = createLibrary(0);
  for (let photo = 0; photo < PRESSES; photo += 1)
    library.addPhoto({ bytes: 20_000 + photo, largePreview: true });
  await using session = await startSession(library);
  const { browser, jottacloud } = session;
  await connect(browser, jottacloud.createLoginToken());
  const popup = await browser.openPopup();
  const inspector = await browser.context.newCDPSession(popup);
  await inspector.send('ServiceWorker.enable');
  const { page, grid, find, press } = await followPhotos(browser, await browser.signInToIcloud());
  await page.bringToFront();
  const tiles = grid.locator('.PhotoItemView');
  await tiles.nth(0).click();
  for (let count = 1; count <= PRESSES; count += 1) {
    if (count > 1) await tiles.nth(count - 1).click({ modifiers: ['ControlOrMeta'] });
    await find('button', `Send ${count} to Jottacloud`);
    // the worker's end and the press meet at another moment each time
    await Promise.all([
      inspector.send('ServiceWorker.stopAllWorkers'),
      press('button', `Send ${count} to Jottacloud`),
    ]);
    await find(
      'StaticText',
      count === 1 ? '1 photo added to the queue' : `${count} photos added to the queue`,
    );
  }
});
