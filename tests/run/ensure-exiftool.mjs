import { ClearFailure } from './clear-failure.mjs';
import { findProgram } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/**
 * Finds exiftool, the independent reader that the details files are compared with; installs it as root on Debian and
 * Ubuntu. Where that is not possible it says so, and the one test file that needs it is skipped: all else can be
 * tested without.
 */
export async function ensureExiftool() {
  const find = () => findProgram(['exiftool']);
  if (await find()) return;
  try {
    if (canInstallWithApt({ ubuntuToo: true })) await installWithApt('libimage-exiftool-perl');
  } catch (error) {
    if (!(error instanceof ClearFailure)) throw error;
    console.log(error.message);
  }
  if (!(await find()))
    console.log('▸ exiftool is missing (https://exiftool.org): details files are not read back in this run.');
}
