import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectedOriginalsOf } from '../icloud/library/expected-originals.ts';
import type { AssetRecord } from '../icloud/library/records.ts';
import { startFakeJottacloud } from '../jottacloud/fake-jottacloud.ts';
import { createRclone } from '../rclone.ts';
import { listingLines, storedLines, wantedLines } from './compare-tree.ts';
import { readExpectedTree, type TreeChoice } from './expected-tree.ts';
import { labelledSample } from './sample-library.ts';

const { library, items } = labelledSample();
const layouts = ['albums', 'year-month', 'one-folder'] as const;
const choices: TreeChoice[] = layouts.flatMap((layout) =>
  (['own-folder', 'together'] as const).flatMap((sharedLibrary) =>
    [false, true].map((hiddenAndDeleted) => ({ layout, sharedLibrary, hiddenAndDeleted })),
  ),
);
const isCopied = ({ zone }: AssetRecord) => /^(PrimarySync|SharedSync-)/.test(zone.zoneName);
const isPutAway = ({ isHidden, expungeMs }: AssetRecord) => isHidden || expungeMs !== undefined;

/** Number of the user's albums that hold it, without a Mac's smart albums and deleted ones. */
const albumsOf = (asset: AssetRecord): number =>
  library.primary.relations.filter(
    ({ itemId, album }) => itemId === asset.recordName && album.albumType === 0 && !album.isDeleted,
  ).length;

/** How often each file must be in a tree, by the library and without any path. */
function timesInTree({ layout, hiddenAndDeleted }: TreeChoice): Map<string, number> {
  const assets = Object.values(items).filter(
    (asset) => isCopied(asset) && (hiddenAndDeleted || !isPutAway(asset)),
  );
  return new Map(
    assets.flatMap((asset) => {
      const isFiled = layout === 'albums' && !isPutAway(asset);
      const folders = isFiled ? Math.max(1, albumsOf(asset)) : 1;
      return expectedOriginalsOf(asset).map(({ role }) => [`${asset.recordName} ${role}`, folders] as const);
    }),
  );
}

describe.each(choices)(
  'the tree written by hand of $layout, $sharedLibrary, hidden $hiddenAndDeleted',
  (choice) => {
    const tree = readExpectedTree(items, choice);

    test('has every file of the library as often as it is placed, and no other', () => {
      const times = new Map<string, number>();
      for (const { assetRecordName, role } of tree.files.values()) {
        const key = `${assetRecordName} ${role}`;
        times.set(key, (times.get(key) ?? 0) + 1);
      }
      expect(times).toEqual(timesInTree(choice));
    });

    test('has no two paths that are one to Jottacloud, and none that it refuses', () => {
      const paths = [...tree.files.keys(), ...tree.folders];
      expect(new Set(paths.map((path) => path.normalize('NFC').toLowerCase())).size).toBe(paths.length);
      const names = paths.flatMap((path) => path.split('/'));
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(names.filter((name) => /["*:<>?|\\%\u0000-\u001f]|^[\s.]|[\s.]$|^$/u.test(name))).toEqual([]);
      expect(names.filter((name) => Buffer.byteLength(name) > 240 || name !== name.normalize('NFC'))).toEqual(
        [],
      );
    });
  },
);

test.each(layouts)('the approved listing of %s is the tree', (layout) => {
  const approved = readFileSync(new URL(`../../e2e/approved/${layout}.txt`, import.meta.url), 'utf8');
  expect(approved.trimEnd().split('\n')).toEqual(listingLines(readExpectedTree(items, { layout })));
});

test('a destination filled from a tree equals it by the fake’s list and by rclone’s', async () => {
  await using jottacloud = await startFakeJottacloud();
  const tree = readExpectedTree(items, { layout: 'albums' });
  for (const folder of tree.folders) jottacloud.tree.putFolder(`Hos meg/${folder}`);
  const originals = new Map(
    Object.values(items).flatMap(({ master, resources }) =>
      [...master.resources.values(), ...resources.values()].map(({ md5, source }) => [md5, source] as const),
    ),
  );
  for (const [path, { md5, sizeBytes }] of tree.files)
    jottacloud.tree.put(`Hos meg/${path}`, originals.get(md5)?.read(0, sizeBytes) ?? new Uint8Array());

  expect(storedLines(jottacloud.tree, 'Hos meg')).toEqual(wantedLines(tree));
  await using rclone = await createRclone(jottacloud);
  expect(await rclone.listing('Hos meg')).toEqual(listingLines(tree));
  expect(await rclone.md5sum('Hos meg')).toEqual(
    new Map([...tree.files].map(([path, { md5 }]) => [path, md5])),
  );
});
