import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isVisible, type LibraryZone } from '../fakes/icloud/library/records.ts';
import { startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import {
  compareCopies,
  readCopies,
  serviceFiles,
  type ClientFile,
  type ServiceFile,
} from './support/compare-copies.ts';
import { RCLONE_ODDITIES, rcloneName, startRclone, type SignedInRclone } from './support/rclone.ts';
import { programs } from './support/run-client.ts';
import { expectNoForbiddenRequests } from './support/expect-allowed.ts';
import { witnessLibrary } from './support/witness-library.ts';

/** Number of files in the personal library that each oddity affects. */
const SHOWN = {
  'the video of an edited Live Photo is never asked for': 1,
  'an edit of slow motion counts as no edit': 1,
  'of an edited video the poster is copied in place of the video': 2,
  'side files are not asked for': 1,
  'a file whose address only a lookup gives is left out': 1,
  'a Live Photo whose still is uploading is left out with its video': 1,
  'two photos that share their files are listed as one': 1,
};

async function copyList({ rclone, folder }: SignedInRclone, list: string): Promise<ClientFile[]> {
  const target = await mkdtemp(join(folder, 'copied-'));
  await rclone(['copy', `photos:${list}`, target]);
  return readCopies(target);
}

const visible = (zone: LibraryZone) => zone.assets.filter(isVisible);

test.skipIf(!programs.rclone)(
  'rclone copies the personal library byte for byte, except for its known omissions',
  async () => {
    const witness = witnessLibrary();
    await using signedIn = await startRclone(witness);
    const held = serviceFiles(visible(witness.library.primary));
    const copies = await copyList(signedIn, 'PrimarySync/All Photos');
    const found = compareCopies(held, copies, rcloneName, RCLONE_ODDITIES);
    console.log(
      `rclone, personal library: ${copies.length} copied, ${found.equal} of ${held.length} equal`,
      found.oddities,
    );
    expect(found.failures).toEqual([]);
    expect(found.oddities).toEqual(SHOWN);
    expectNoForbiddenRequests(signedIn);
  },
);

test.skipIf(!programs.rclone)('rclone copies the shared library and the hidden photos', async () => {
  const witness = witnessLibrary();
  const { zones, primary } = witness.library;
  await using signedIn = await startRclone(witness);
  const shared = zones.find(({ database }) => database === 'shared');
  if (!shared) throw new Error('the library has no shared zone');
  const hidden = primary.assets.filter(({ isHidden }) => isHidden);
  const copies = await copyList(signedIn, `${shared.zoneName}/All Photos`);
  expect(compareCopies(serviceFiles(visible(shared)), copies, rcloneName, [])).toEqual({
    equal: 3,
    oddities: {},
    failures: [],
  });
  const secret = await copyList(signedIn, 'PrimarySync/Hidden');
  expect(compareCopies(serviceFiles(hidden), secret, rcloneName, [])).toEqual({
    equal: 1,
    oddities: {},
    failures: [],
  });
  expectNoForbiddenRequests(signedIn);
});

test.skipIf(!programs.rclone)(
  'rclone lists albums in their folders, and large ones as far as its bug #9955 allows',
  async () => {
    const witness = witnessLibrary();
    await using signedIn = await startRclone(witness);
    const stdout = await signedIn.rclone(['lsf', '-R', '--files-only', 'photos:PrimarySync']);
    const paths = stdout.split('\n').filter(Boolean);
    const listed = (album: string) =>
      paths
        .filter((path) => path.startsWith(`${album}/`))
        .map((path) => path.slice(album.length + 1))
        .toSorted();
    const namesOf = (album: string) =>
      (witness.albums.find(({ path }) => path === album)?.assets ?? []).map((asset) =>
        asset.master.fileName.kind === 'encoded' ? asset.master.fileName.text : '',
      );
    expect(listed('Resor/Lofoten')).toEqual(namesOf('Resor/Lofoten').toSorted());
    // Pages of albums hold 66 photos, and rclone steps by 100: of ranks 66 to 99 it never hears.
    const newestFirst = namesOf('Sommar').toReversed();
    expect(listed('Sommar')).toEqual([...newestFirst.slice(0, 66), ...newestFirst.slice(100)].toSorted());
    // It asks for deleted photos DESCENDING from rank 0, which is the first of them alone.
    expect(listed('Recently Deleted')).toHaveLength(1);
    expect(witness.library.primary.assets.filter(({ expungeMs }) => expungeMs !== undefined)).toHaveLength(2);
    expectNoForbiddenRequests(signedIn);
  },
);

test.skipIf(!programs.rclone)(
  'rclone copies the library from iCloud to Jottacloud byte for byte',
  async () => {
    const witness = witnessLibrary();
    await using jotta = await startFakeJottacloud();
    await using signedIn = await startRclone(witness, jotta);
    const login = ['config_type=standard', `config_login_token=${jotta.createLoginToken()}`];
    await signedIn.rclone(['config', 'create', 'jc', 'jottacloud', ...login, '--non-interactive']);
    await signedIn.rclone(['copy', 'photos:PrimarySync/All Photos', 'jc:Photos']);
    const copies = jotta.tree.files().map(({ path, md5 }) => ({ name: path.replace('Photos/', ''), md5 }));
    const held = serviceFiles(visible(witness.library.primary));
    // Jottacloud refuses `%` in addresses, so rclone writes its wide sister.
    const nameThere = (file: ServiceFile) => rcloneName(file).map((name) => name.replaceAll('%', '％'));
    const found = compareCopies(held, copies, nameThere, RCLONE_ODDITIES);
    console.log(
      `rclone, iCloud to Jottacloud: ${copies.length} copied, ${found.equal} of ${held.length} equal`,
    );
    expect(found.failures).toEqual([]);
    expect(found.oddities).toEqual(SHOWN);
    expect(jotta.tree.files().every(({ state }) => state === 'COMPLETED')).toBe(true);
    expect(jotta.violations).toEqual([]);
    expectNoForbiddenRequests(signedIn);
  },
);
