import { ClearFailure } from './clear-failure.mjs';
import { canStart, findProgram } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';
import { runQuietly } from './run-quietly.mjs';

/** Google Chrome itself is not among them: since version 137 it ignores --load-extension. */
const names = ['chromium', 'chromium-browser'];

/** Where Playwright keeps, or would keep, its own Chromium. */
async function playwrightChromium() {
  const ask = "console.log(require('playwright-core').chromium.executablePath())";
  return (await runProgram(projectNode, ['--eval', ask], { output: 'collect' })).output.trim();
}

async function installPlaywrightChromium() {
  console.log('▸ chromium: playwright install chromium (only the first time, about 200 MB)');
  // the system libraries it needs can be installed by root only
  const withLibraries = canInstallWithApt({ ubuntuToo: true }) ? ['--with-deps'] : [];
  await runQuietly(
    'playwright',
    ['install', ...withLibraries, 'chromium'],
    'Chromium is missing and could not be installed: install it yourself and set CHROMIUM_PATH to it.',
  );
}

/**
 * Finds a Chromium that can load the extension, or installs one: Debian's as root, else Playwright's. Needs the
 * packages (`ensurePackages`). CHROMIUM_PATH in the environment, if set, is taken and nothing else.
 *
 * @returns {Promise<string>} its absolute path
 * @throws {ClearFailure} if there is none and none could be installed
 */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (await canStart(chosen)) return chosen;
    throw new ClearFailure(`CHROMIUM_PATH is ${chosen}, but no Chromium starts there.`);
  }

  const ownPath = await playwrightChromium();
  const find = async () => (await findProgram(names)) ?? ((await canStart(ownPath)) ? ownPath : undefined);
  const present = await find();
  if (present) return present;

  if (canInstallWithApt()) await installWithApt('chromium');
  else await installPlaywrightChromium();

  const installed = await find();
  if (installed) return installed;
  throw new ClearFailure('Chromium was installed but does not start: set CHROMIUM_PATH to one that does.');
}
