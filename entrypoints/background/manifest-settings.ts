import { browser } from 'wxt/browser';
import { deviceName } from '../../utils/domain/manifest/device-name.ts';
import { type ManifestSettings, parseManifestMode } from '../../utils/domain/manifest/manifest-state.ts';
import { settings } from '../../utils/settings/settings.ts';
import { deviceId } from '../../utils/settings/stored-items.ts';

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

async function readDeviceId(): Promise<string> {
  const known = await deviceId.getValue();
  if (/^[0-9a-f]{32}$/.test(known)) return known;
  const id = crypto.randomUUID().replaceAll('-', '');
  await deviceId.setValue(id);
  return id;
}
