import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LibraryZone } from '../fakes/icloud/library/library-zone.ts';
import { isVisible } from '../fakes/icloud/library/records.ts';
import {
  compareCopies,
  readCopies,
  serviceFiles,
  splitName,
  type ClientFile,
  type Oddity,
  type ServiceFile,
} from './support/compare-copies.ts';
import { programs, runClient } from './support/run-client.ts';
import { expectCalm, startSignedIn, storeRcloneSignIn, type SignedIn } from './support/signed-in.ts';
import { witnessLibrary, type WitnessLibrary } from './support/witness-library.ts';

/** rclone's own table of extensions, for the types of the library. */
const EXTENSIONS: Record<string, string> = {
  'public.jpeg': '.jpg',
  'public.heic': '.heic',
  'com.apple.quicktime-movie': '.mov',
  'com.canon.cr2-raw-image': '.cr2',
};

const isSloMo = ({ asset }: ServiceFile): boolean => asset.adjustmentType === 'com.apple.video.slomo';
const hasPoster = ({ asset }: ServiceFile): boolean => asset.resources.has('resJPEGFull');

/** Of rclone 1.76, in the words of its code (backend/iclouddrive/api/photos.go). */
const ODDITIES: Oddity[] = [
  {
    title: 'the video of an edited Live Photo is never asked for',
    leavesOut: ({ role, asset }) => role === 'editedVideo' && asset.resources.has('resVidCompl'),
  },
  {
    title: 'an edit of slow motion counts as no edit',
    leavesOut: (file) => file.role === 'editedVideo' && isSloMo(file),
  },
  {
    title: 'of an edited video the poster is copied in place of the video',
    leavesOut: (file) => file.role === 'editedVideo' && !isSloMo(file) && hasPoster(file),
    adds: ({ name }) => name === 'MOV_0002-edited.jpg',
  },
  { title: 'side files are not asked for', leavesOut: ({ role }) => role === 'sidecar' },
  {
    title: 'a file whose address only a lookup gives is left out',
    leavesOut: ({ storedName }) => storedName.startsWith('LATER_'),
  },
  {
    title: 'a Live Photo whose still is uploading is left out with its video',
    leavesOut: ({ storedName }) => storedName.startsWith('UPLOADING_'),
  },
  {
    title: 'two photos that share their files are listed as one',
    leavesOut: ({ storedName }) => storedName.startsWith('TWICE_'),
  },
];

/** rclone's rule for names: buildPhotos and deduplicateFilenames. */
function nameOf({ asset, role, storedName, fileType }: ServiceFile): string[] {
  const { recordName } = asset.master;
  const own = storedName === '' ? `${recordName}.jpg` : storedName.normalize('NFC');
  const { stem, extension } = splitName(own);
  if (role === 'liveVideo') return [`${stem}.MOV`];
  if (role === 'editedStill') return [`${stem}-edited${EXTENSIONS[fileType] ?? extension}`];
  if (role === 'alternative') return [`${stem}${EXTENSIONS[fileType] ?? extension}`];
  return storedName.startsWith('SAME_') ? [`${stem}_${recordName.replaceAll('/', '／')}${extension}`] : [own];
}

type Started = SignedIn & { rclone(args: string[]): Promise<string> };

async function startRclone(witness: WitnessLibrary): Promise<Started> {
  const signedIn = await startSignedIn(witness.library);
  const env = { ...signedIn.environment, ...(await storeRcloneSignIn(signedIn)) };
  // Albums of a shared library are refused, which rclone knows and waits for all the same.
  const once = ['--retries', '1', '--low-level-retries', '1'];
  const rclone = async (args: string[]) =>
    (await runClient(programs.rclone ?? 'rclone', [...args, ...once], env)).stdout;
  return { ...signedIn, rclone };
}

async function copyList({ rclone, folder }: Started, list: string): Promise<ClientFile[]> {
  const target = await mkdtemp(join(folder, 'copied-'));
  await rclone(['copy', `photos:${list}`, target]);
  return readCopies(target);
}

const visible = (zone: LibraryZone) => zone.assets.filter(isVisible);

test.skipIf(!programs.rclone)(
  'rclone copies the personal library byte for byte, but for what it is known to leave out',
  async () => {
    const witness = witnessLibrary();
    await using signedIn = await startRclone(witness);
    const held = serviceFiles(visible(witness.library.primary));
    const copies = await copyList(signedIn, 'PrimarySync/All Photos');
    const found = compareCopies(held, copies, nameOf, ODDITIES);
    console.log(
      `rclone, personal library: ${copies.length} copied, ${found.equal} of ${held.length} equal`,
      found.oddities,
    );
    expect(found.failures).toEqual([]);
    expect(found.oddities).toEqual({
      'the video of an edited Live Photo is never asked for': 1,
      'an edit of slow motion counts as no edit': 1,
      'of an edited video the poster is copied in place of the video': 2,
      'side files are not asked for': 1,
      'a file whose address only a lookup gives is left out': 1,
      'a Live Photo whose still is uploading is left out with its video': 1,
      'two photos that share their files are listed as one': 1,
    });
    expectCalm(signedIn);
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
  expect(compareCopies(serviceFiles(visible(shared)), copies, nameOf, [])).toEqual({
    equal: 3,
    oddities: {},
    failures: [],
  });
  const secret = await copyList(signedIn, 'PrimarySync/Hidden');
  expect(compareCopies(serviceFiles(hidden), secret, nameOf, [])).toEqual({
    equal: 1,
    oddities: {},
    failures: [],
  });
  expectCalm(signedIn);
});

test.skipIf(!programs.rclone)(
  'rclone lists albums in their folders, and of a large one what its bug #9955 leaves',
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
    expectCalm(signedIn);
  },
);
