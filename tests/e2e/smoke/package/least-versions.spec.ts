import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { listUsedFeatures, manifestVersion } from '../../least-versions.ts';

const OUTPUT = resolve(import.meta.dirname, '../../../../.output');
const CHROME = join(OUTPUT, 'chrome-mv3');
const FIREFOX = join(OUTPUT, 'firefox-mv3');

interface Manifest {
  minimum_chrome_version?: string;
  browser_specific_settings?: { gecko: { strict_min_version: string } };
}
const manifestOf = (build: string): Manifest =>
  JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as Manifest;

/** Named in the code, but asked for first, or a property of another thing with the name of a new feature. */
const EXCEPTIONS: Record<string, string> = {
  '.moveBefore': 'Preact looks whether it is there',
  '.storageBuckets': 'key-place.ts looks whether it is there',
  '.indexedDB': 'of a storage bucket: the same',
  'runtime.requestUpdateCheck': 'a name in a list of webextension-polyfill',
  'storage.local.setAccessLevel': 'sign-in.ts: Firefox has none',
  'storage.session.setAccessLevel': 'sign-in.ts: Firefox has none',
  '.getBattery': 'read-power.ts looks whether it is there: Firefox has none',
  '.memory': 'what hash-wasm exports',
  '.radius': 'a field of uPlot',
  '.cap': 'a field of uPlot',
  '.ms': 'a field of uPlot',
};

test('the oldest Chrome that the manifest allows has every feature that the build uses', () => {
  const least = Number(manifestOf(CHROME).minimum_chrome_version);
  const used = listUsedFeatures(CHROME, 'chrome');
  expect(used.length).toBeGreaterThan(300);
  expect(used.filter(({ version }) => version > least)).toEqual([]);
  expect(least).toBe(used[0]?.version);
});

test('the oldest Firefox that the manifest allows has every feature that the build uses', () => {
  const least = Number.parseFloat(
    manifestOf(FIREFOX).browser_specific_settings?.gecko.strict_min_version ?? '',
  );
  const used = listUsedFeatures(FIREFOX, 'firefox').filter(({ name }) => !Object.hasOwn(EXCEPTIONS, name));
  expect(used.length).toBeGreaterThan(300);
  expect(used.filter(({ version }) => version > least)).toEqual([]);
  const consent = 'browser_specific_settings.gecko.data_collection_permissions';
  // Firefox takes one least version for computers and phones; addons.mozilla.org warns of an older one
  expect(least).toBe(
    Math.max(manifestVersion(consent, 'firefox'), manifestVersion(consent, 'firefox_android')),
  );
});
