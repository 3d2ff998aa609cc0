import { ClearFailure } from './clear-failure.mjs';
import { findProgram } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/**
 * Finds rclone, the independent Jottacloud client that the contract tests hold our local service against; installs
 * it as root on Debian and Ubuntu.
 *
 * @returns {Promise<string>} its absolute path
 * @throws {ClearFailure} if it is missing and cannot be installed from here
 */
export async function ensureRclone() {
  const present = await findProgram(['rclone']);
  if (present) return present;
  if (canInstallWithApt({ ubuntuToo: true })) await installWithApt('rclone');

  const installed = await findProgram(['rclone']);
  if (installed) return installed;
  throw new ClearFailure(
    'rclone is missing: install it (https://rclone.org/install/) and run npm test again.',
  );
}
