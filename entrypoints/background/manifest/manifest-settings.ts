import { browser } from 'wxt/browser';
import { deviceName } from '../../../utils/domain/manifest/device-name.ts';
import { type ManifestSettings, parseManifestMode } from '../../../utils/domain/manifest/manifest-state.ts';
import { readDeviceId } from '../../../utils/settings/device-id.ts';
import { settings } from '../../../utils/settings/settings.ts';

/** Returns what is kept at the destination, and who this computer is. */
export async function readManifestSettings(): Promise<ManifestSettings> {
  const [mode, id, { os }] = await Promise.all([
    settings.manifest.getValue(),
    readDeviceId(),
    browser.runtime.getPlatformInfo(),
  ]);
  return {
    mode: parseManifestMode(mode),
    device: { id, name: deviceName(navigator.userAgent, os) },
    writer: browser.runtime.getManifest().version,
  };
}
