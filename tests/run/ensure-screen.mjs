import { ClearFailure } from './clear-failure.mjs';
import { isOnPath } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/** What docs/always-on.md needs on a machine without a screen: the program, and its Debian package. */
const PACKAGES = { Xvfb: 'xvfb', x11vnc: 'x11vnc', websockify: 'websockify' };

/**
 * Installs the programs of a screen without a monitor, as root on Debian and Ubuntu. Where that is not possible it says so,
 * and the one test that needs them is skipped.
 */
export async function ensureScreen() {
  const missing = Object.keys(PACKAGES).filter((program) => !isOnPath(program));
  try {
    if (canInstallWithApt({ ubuntuToo: true }))
      for (const program of missing) await installWithApt(PACKAGES[program]);
  } catch (error) {
    if (!(error instanceof ClearFailure)) throw error;
    console.log(error.message);
  }
  const absent = missing.filter((program) => !isOnPath(program));
  if (absent.length > 0)
    console.log(`▸ ${absent.join(', ')} missing: the machine that stays on is not tested in this run.`);
}
