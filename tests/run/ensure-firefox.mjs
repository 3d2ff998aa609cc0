import { ClearFailure } from './clear-failure.mjs';
import { findProgram } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/**
 * Finds a Firefox, or installs Debian's as root. Where that is not possible it says so, and the one test file that needs
 * it is skipped: the same code runs in Chromium. FIREFOX_PATH in the environment, if set, is taken and nothing else.
 *
 * @returns {Promise<Record<string, string>>} FIREFOX_PATH for the tests; empty if there is none
 */
export async function ensureFirefox() {
  const chosen = process.env.FIREFOX_PATH;
  if (chosen) return { FIREFOX_PATH: chosen };
  const find = () => findProgram(['firefox-esr', 'firefox']);
  if (!(await find()) && canInstallWithApt()) {
    try {
      await installWithApt('firefox-esr');
    } catch (error) {
      if (!(error instanceof ClearFailure)) throw error;
      console.log(error.message);
    }
  }
  const path = await find();
  if (path) return { FIREFOX_PATH: path };
  console.log('▸ firefox is missing: the build for Firefox is not tried in this run.');
  return {};
}
