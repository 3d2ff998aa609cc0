import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isVisible } from '../fakes/icloud/library/records.ts';
import {
  compareCopies,
  readCopies,
  serviceFiles,
  splitName,
  UPPER_EXTENSIONS,
  type ClientFile,
  type Oddity,
  type ServiceFile,
} from './support/compare-copies.ts';
import { programs, runClient } from './support/run-client.ts';
import { expectNoForbiddenRequests } from './support/expect-allowed.ts';
import { startSignedIn, storePythonSignIn } from './support/signed-in.ts';
import { witnessLibrary } from './support/witness-library.ts';

/** Output of programs/copy_photos.py. */
interface Seen {
  libraries: string[];
  albums: { library: string; name: string; count: number; assets: string[] }[];
  files: ClientFile[];
}

/** Oddities of pyicloud 2026.10.1. */
const ODDITIES: Oddity[] = [
  { title: 'edited versions are not read', leavesOut: ({ role }) => role.startsWith('edited') },
  {
    title: 'a file whose address only a lookup gives is left out',
    leavesOut: ({ storedName }) => storedName.startsWith('LATER_'),
  },
];

/** The extension is always that of the type; a side file's type is unknown, so it keeps the photo's name. */
function nameOf({ asset, fileType, storedName }: ServiceFile): string[] {
  const { stem, extension } = splitName(storedName);
  return [`${storedName === '' ? asset.recordName : stem}${UPPER_EXTENSIONS[fileType] ?? extension}`];
}

test.skipIf(!programs.python)(
  'pyicloud lists every album in full and copies both libraries byte for byte, except edits',
  async () => {
    const { library, albums } = witnessLibrary();
    await using signedIn = await startSignedIn(library);
    const signIn = await storePythonSignIn(signedIn);
    const target = join(signedIn.folder, 'copied');
    await mkdir(target);
    const script = fileURLToPath(new URL('programs/copy_photos.py', import.meta.url));
    const { appleId } = signedIn.icloud.session.account;
    const args = [script, appleId, signIn, target];
    const { stdout } = await runClient(programs.python ?? '', args, signedIn.environment);
    const seen = JSON.parse(stdout) as Seen;

    const [, shared] = library.zones;
    expect(seen.libraries).toEqual(['root', `shared:${shared?.zoneName}`]);
    const assets = library.zones.flatMap((zone) => zone.assets);
    const namesIn = (list: string) => seen.albums.find(({ name }) => name === list)?.assets.toSorted();
    for (const { path, assets: inAlbum } of albums)
      expect(namesIn(path)).toEqual(inAlbum.map(({ recordName }) => recordName).toSorted());
    expect(seen.albums.filter(({ count, assets: listed }) => listed.length !== count)).toEqual([]);
    const visible = library.primary.assets.filter(isVisible).map(({ recordName }) => recordName);
    expect(namesIn('Library')).toEqual(visible.toSorted());
    expect(namesIn('Recently Deleted')).toHaveLength(2);

    const held = serviceFiles(assets.filter(({ expungeMs }) => expungeMs === undefined));
    const found = compareCopies(held, seen.files, nameOf, ODDITIES);
    console.log(
      `pyicloud: ${seen.files.length} copied, ${found.equal} of ${held.length} equal`,
      found.oddities,
    );
    expect(found.failures).toEqual([]);
    expect(found.oddities).toEqual({
      'edited versions are not read': 6,
      'a file whose address only a lookup gives is left out': 1,
    });
    // The script names each file by the MD5 that it computed itself.
    for (const { name, md5 } of await readCopies(target)) expect(md5).toBe(name);
    expectNoForbiddenRequests(signedIn);
  },
);
