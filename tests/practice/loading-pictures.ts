// Makes the README's pictures of how the folder is loaded: `npm run screenshots -- --loading`. Edge has Chrome's page.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { freePort } from '../firefox/launch-firefox.ts';
import { connectMarionette } from '../firefox/marionette.ts';
import { createProfile } from '../support/launch-browser.ts';

const SIZE = { width: 900, height: 130 };
const OUTLINE = '3px solid #9c2b24';
const picture = (name: string): string => resolve(import.meta.dirname, '../../docs', `load-${name}.png`);

async function takeChrome(): Promise<void> {
  await using profile = await createProfile();
  const { CHROMIUM_PATH: executablePath } = process.env;
  const context = await chromium.launchPersistentContext(profile.path, {
    ...(executablePath === undefined ? { channel: 'chromium' } : { executablePath }),
    ...{ locale: 'en-US', colorScheme: 'light', viewport: SIZE },
    args: ['--no-sandbox', '--lang=en-US'],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  try {
    const page = await context.newPage();
    await page.goto('chrome://extensions');
    await page.locator('#devMode').click();
    const load = page.locator('#loadUnpacked');
    await load.waitFor();
    for (const pressed of [load, page.locator('#devMode')])
      await pressed.evaluate((element, outline) => {
        (element as HTMLElement).style.outline = outline;
      }, OUTLINE);
    // it slides open
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    );
    await page.screenshot({ path: picture('chrome') });
  } finally {
    await context.close();
  }
}

/** The page is one of Firefox's own: Playwright does not see into it, Marionette does. */
async function takeFirefox(program: string): Promise<void> {
  await using profile = await createProfile();
  const port = await freePort();
  await writeFile(join(profile.path, 'user.js'), `user_pref('marionette.port', ${port});`);
  const args = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote'];
  const child = spawn(program, [...args, '--profile', profile.path], { stdio: 'ignore' });
  const marionette = await connectMarionette(port);
  try {
    await marionette.ask('WebDriver:NewSession', { timeouts: { implicit: 20_000 } });
    await marionette.ask('WebDriver:SetWindowRect', { width: 1_000, height: 480 });
    await marionette.ask('WebDriver:Navigate', { url: 'about:debugging#/runtime/this-firefox' });
    const selector = { using: 'css selector', value: '.qa-temporary-extension-install-button' };
    const { value } = (await marionette.ask('WebDriver:FindElement', selector)) as { value: unknown };
    const script = 'arguments[0].style.outline = arguments[1]';
    await marionette.ask('WebDriver:ExecuteScript', { script, args: [value, OUTLINE] });
    const answer = await marionette.ask('WebDriver:TakeScreenshot', { full: false });
    await writeFile(picture('firefox'), Buffer.from((answer as { value: string }).value, 'base64'));
  } finally {
    const exited = once(child, 'exit');
    child.kill();
    await exited;
    marionette.close();
  }
}

await takeChrome();
if (process.env['FIREFOX_PATH']) await takeFirefox(process.env['FIREFOX_PATH']);
