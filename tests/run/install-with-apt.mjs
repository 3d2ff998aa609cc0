import { existsSync, readFileSync } from 'node:fs';
import { runQuietly } from './run-quietly.mjs';

/**
 * May we install Debian packages here? Only as root, and only on a Debian: Ubuntu's `chromium` is a snap in disguise,
 * which a container cannot install.
 *
 * @param {{ ubuntuToo?: boolean }} [options] `ubuntuToo`: the package is a real one on Ubuntu as well
 */
export function canInstallWithApt({ ubuntuToo = false } = {}) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  const id = /^ID="?([a-z]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  return id === 'debian' || (ubuntuToo && id === 'ubuntu');
}

/**
 * Installs one Debian package, and says so first.
 *
 * @param {string} name the package's name
 * @throws {ClearFailure} if apt-get fails
 */
export async function installWithApt(name) {
  console.log(`▸ ${name}: apt-get install ${name} (only the first time)`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const failure = (command) =>
    `${name} could not be installed: ${command} failed, and its output above says why.`;
  await runQuietly('apt-get', ['update'], failure('apt-get update'), quiet);
  await runQuietly('apt-get', ['install', '-y', name], failure(`apt-get install ${name}`), quiet);
}
