import { existsSync } from 'node:fs';
import { ClearFailure } from './clear-failure.mjs';
import { isOnPath } from './find-program.mjs';
import { canInstallWithApt, installWithApt } from './install-with-apt.mjs';

/** What docs/always-on.md needs on a machine without a screen: the program or its pages, and the Debian package. */
const PACKAGES = { Xvfb: 'xvfb', x11vnc: 'x11vnc', websockify: 'websockify', '/usr/share/novnc': 'novnc' };

const isThere = (name) => (name.startsWith('/') ? existsSync(name) : isOnPath(name));

/**
 * Installs the programs of a screen without a monitor, as root on Debian and Ubuntu. Where that is not possible it says so,
 * and the one test that needs them is skipped.
 */
export async function ensureScreen() {
  const missing = Object.keys(PACKAGES).filter((name) => !isThere(name));
  try {
    if (canInstallWithApt({ ubuntuToo: true }))
      for (const name of missing) await installWithApt(PACKAGES[name]);
  } catch (error) {
    if (!(error instanceof ClearFailure)) throw error;
    console.log(error.message);
  }
  const absent = missing.filter((name) => !isThere(name));
  if (absent.length > 0)
    console.log(`▸ ${absent.join(', ')} missing: the machine that stays on is not tested in this run.`);
}
