// Makes the README's picture of the popup from a real run: `node tests/practice/readme-picture.ts`, after a build.
import { resolve } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { sampleLibrary } from '../fakes/sample-library/sample-library.ts';
import { readPopup } from './follow-run.ts';
import { createProfile, launchBrowser } from './launch-browser.ts';
import { setUp } from './set-up.ts';
import { startServices } from './start-services.ts';

const PICTURE = resolve(import.meta.dirname, '../../docs/popup-running.png');
const HOME_LINK = { latencyMs: 20, downBytesPerSecond: 4e6, upBytesPerSecond: 2e6 };
const WIDTH = 360;

await using services = await startServices(sampleLibrary({ withUnfinished: false }));
services.link.set(HOME_LINK);
await using profile = await createProfile();
const browser = await launchBrowser(services, profile.path, true, ['--force-device-scale-factor=2']);
try {
  await setUp(browser, services);
  const popup = await browser.openPopup();
  await popup.emulateMedia({ colorScheme: 'light' });
  await popup.setViewportSize({ width: WIDTH, height: 600 });
  await popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
  await popup.getByRole('button', { name: 'Start', exact: true }).click();
  for await (const _ of setInterval(100)) {
    const { state, itemsDone, itemsInAll } = await readPopup(popup);
    if (state === 'running' && itemsDone / itemsInAll > 0.4) break;
  }
  await popup.getByText(/left$/).waitFor();
  const height = await popup
    .locator('main')
    .evaluate((main) => Math.ceil(main.getBoundingClientRect().bottom));
  await popup.screenshot({ path: PICTURE, clip: { x: 0, y: 0, width: WIDTH, height } });
} finally {
  await browser.quit();
}
