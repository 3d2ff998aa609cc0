import type { Link } from '../../fakes/http/link.ts';
import type { FakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';
import { splitName, type Oddity, type ServiceFile } from './compare-copies.ts';
import { programs, runClient } from './run-client.ts';
import { startSignedIn, storeRcloneSignIn, type SignedIn } from './signed-in.ts';
import type { WitnessLibrary } from './witness-library.ts';

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
export const RCLONE_ODDITIES: Oddity[] = [
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
export function rcloneName({ asset, role, storedName, fileType }: ServiceFile): string[] {
  const { recordName } = asset.master;
  const own = storedName === '' ? `${recordName}.jpg` : storedName.normalize('NFC');
  const { stem, extension } = splitName(own);
  if (role === 'liveVideo') return [`${stem}.MOV`];
  if (role === 'editedStill') return [`${stem}-edited${EXTENSIONS[fileType] ?? extension}`];
  if (role === 'alternative') return [`${stem}${EXTENSIONS[fileType] ?? extension}`];
  return storedName.startsWith('SAME_') ? [`${stem}_${recordName.replaceAll('/', '／')}${extension}`] : [own];
}

/** rclone with the remote `photos:`. */
export type SignedInRclone = SignedIn & {
  /** @returns what it wrote; throws if it failed */
  rclone(args: string[]): Promise<string>;
};

/** Signs rclone 1.76 in, and leads it to a Jottacloud too where there is one. @param link of the iCloud; default: no limit */
export async function startRclone(
  { library }: Pick<WitnessLibrary, 'library'>,
  jotta?: FakeJottacloud,
  link?: Link,
): Promise<SignedInRclone> {
  const signedIn = await startSignedIn(library, jotta && { '*.jottacloud.com': jotta.port }, link);
  const env = { ...signedIn.environment, ...(await storeRcloneSignIn(signedIn)) };
  // Albums of a shared library are refused. rclone knows this but still retries.
  const once = ['--retries', '1', '--low-level-retries', '1'];
  const rclone = async (args: string[]) =>
    (await runClient(programs.rclone ?? 'rclone', [...args, ...once], env)).stdout;
  return { ...signedIn, rclone };
}
