import { sampleLibrary } from './fakes/sample-library/sample-library.ts';
import { createProfile, launchBrowser } from './practice/launch-browser.ts';
import { setUp } from './practice/set-up.ts';
import { startServices } from './practice/start-services.ts';
const out = '/tmp/h-ui-shots';
await using services = await startServices(sampleLibrary());
await using profile = await createProfile();
const lang = process.argv[2] ?? 'en-US';
const browser = await launchBrowser(services, profile.path, true, [`--lang=${lang}`]);
try {
  const shot = async (page: any, name: string, width: number) => {
    await page.setViewportSize({ width, height: 600 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await page.screenshot({ path: `${out}/${name}-${colorScheme}.png`, fullPage: true });
    }
  };
  const o0 = await browser.openOptions();
  await shot(o0, 'options-fresh', 900);
  await o0.close();
  await setUp(browser, services);
  const popup = await browser.openPopup();
  popup.on('pageerror', (e: any) => console.log('ERR', e.stack));
  await popup.getByRole('button', { name: 'Copy to Jottacloud' }).click();
  await popup.locator('main[data-state=plan]').waitFor();
  await popup.getByText('unlimited').waitFor();
  await shot(popup, 'plan', 360);
  await popup.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  await shot(popup, 'plan-open', 360);
  services.jottacloud.user.capacityBytes = 20_000_000;
  await popup.reload();
  await popup.getByText('Not enough').waitFor();
  await shot(popup, 'plan-full', 360);
  services.jottacloud.user.capacityBytes = -1;
  await popup.getByRole('button', { name: /Choose what/ }).click();
  await shot(popup, 'choice', 360);
  await popup.getByRole('radio', { name: 'Albums…' }).click();
  popup.on('console', (m: any) => console.log(m.text()));
  await popup.waitForTimeout(1500);
  await popup.locator('.ticks').waitFor({ timeout: 2000 });
  await shot(popup, 'choice-empty', 360);
  await popup.locator('.ticks input').first().click();
  await popup.evaluate(() => document.querySelectorAll('details').forEach((d) => (d.open = true)));
  await shot(popup, 'choice-albums', 360);
  const options = await browser.openOptions();
  await shot(options, 'options', 900);
  await shot(options, 'options-narrow', 360);
  await popup.getByRole('button', { name: 'Use this choice' }).click();
  await popup.locator('main[data-state=plan]').waitFor();
  await shot(popup, 'plan-chosen', 360);
  await popup.getByRole('button', { name: 'Start', exact: true }).click();
  await popup.locator('main[data-state=done]').waitFor();
  await shot(popup, 'done-chosen', 360);
} finally {
  await browser.quit();
}
