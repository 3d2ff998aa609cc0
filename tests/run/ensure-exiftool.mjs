import { findProgram } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/**
 * Finds exiftool, the independent reader that the details files are held against; installs it as root on Debian and
 * Ubuntu. Where that is not possible it says so, and the one test that needs it is skipped.
 *
 * @throws {ClearFailure} if apt-get fails
 */
export async function ensureExiftool() {
  if (await findProgram(['exiftool'])) return;
  if (canInstallWithApt({ ubuntuToo: true })) await installWithApt('libimage-exiftool-perl');
  if (await findProgram(['exiftool'])) return;
  console.log('▸ exiftool is missing (https://exiftool.org): details files are not read back in this run.');
}
