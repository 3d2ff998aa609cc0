import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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
import { startSignedIn, storePythonSignIn, type SignedIn } from './support/signed-in.ts';
import { witnessLibrary, type WitnessLibrary } from './support/witness-library.ts';

/** Oddities of icloudpd 1.32.3. */
const ODDITIES: Oddity[] = [
  { title: 'edited videos are not asked for', leavesOut: ({ role }) => role === 'editedVideo' },
  { title: 'side files are not asked for', leavesOut: ({ role }) => role === 'sidecar' },
  {
    title: 'a file whose address only a lookup gives is written down as an error and left out',
    leavesOut: ({ storedName }) => storedName.startsWith('LATER_'),
  },
  {
    title: 'a second photo of the same name and size counts as copied',
    leavesOut: ({ storedName }) => storedName.startsWith('TWICE_'),
  },
];

/** icloudpd's rule for names: the type's extension, and endings where two files of a photo would be one. */
function nameOf({ asset, role, storedName, fileType, sizeBytes }: ServiceFile): string[] {
  const extension = UPPER_EXTENSIONS[fileType] ?? '';
  const { stem } = splitName(storedName);
  if (storedName === '')
    return [`${asset.master.recordName.replaceAll(/[^0-9a-z]/gi, '_').slice(0, 12)}${extension}`];
  if (role === 'liveVideo') return [`${stem}_HEVC${extension}`];
  if (role === 'editedStill') return [`${stem}-adjusted${extension}`, `${stem}${extension}`];
  return [`${stem}${extension}`, `${stem}-${sizeBytes}${extension}`];
}

const SIZES = ['original', 'adjusted', 'alternative'].flatMap((size) => ['--size', size]);

type Started = SignedIn & {
  icloudpd(...args: string[]): Promise<string>;
  copy(...args: string[]): Promise<ClientFile[]>;
};

async function startIcloudpd({ library }: WitnessLibrary): Promise<Started> {
  const signedIn = await startSignedIn(library);
  const signIn = await storePythonSignIn(signedIn);
  const { appleId } = signedIn.icloud.session.account;
  const account = ['--username', appleId, '--password', 'not used', '--password-provider', 'parameter'];
  const icloudpd = async (...args: string[]) =>
    (
      await runClient(
        programs.icloudpd ?? '',
        ['--log-level', 'error', '--no-progress-bar', ...account, '--cookie-directory', signIn, ...args],
        signedIn.environment,
      )
    ).stdout;
  let copies = 0;
  const copy = async (...args: string[]) => {
    const target = join(signedIn.folder, `copied-${(copies += 1)}`);
    await mkdir(target);
    await icloudpd(
      '--directory',
      target,
      '--folder-structure',
      'none',
      '--keep-unicode-in-filenames',
      ...SIZES,
      ...args,
    );
    return readCopies(target);
  };
  return { ...signedIn, icloudpd, copy };
}

test.skipIf(!programs.icloudpd)(
  'icloudpd copies the personal library byte for byte, except for its known omissions',
  async () => {
    const witness = witnessLibrary({ withUnfinished: false });
    await using signedIn = await startIcloudpd(witness);
    const held = serviceFiles(witness.library.primary.assets.filter(isVisible));
    const copies = await signedIn.copy();
    const found = compareCopies(held, copies, nameOf, ODDITIES);
    console.log(`icloudpd: ${copies.length} copied, ${found.equal} of ${held.length} equal`, found.oddities);
    expect(found.failures).toEqual([]);
    expect(found.oddities).toEqual({
      'edited videos are not asked for': 3,
      'side files are not asked for': 1,
      'a file whose address only a lookup gives is written down as an error and left out': 1,
      'a second photo of the same name and size counts as copied': 1,
    });
    expectNoForbiddenRequests(signedIn);
  },
);

test.skipIf(!programs.icloudpd)(
  'icloudpd copies an album of several pages, the hidden photos and the shared library in full',
  async () => {
    const witness = witnessLibrary({ withUnfinished: false });
    const { library, albums } = witness;
    await using signedIn = await startIcloudpd(witness);
    const [, shared] = library.zones;
    const listed = async (...args: string[]) =>
      (await signedIn.icloudpd(...args)).split('\n').filter(Boolean);
    const libraries = await listed('--list-libraries');
    expect(libraries).toEqual(expect.arrayContaining(['PrimarySync', shared?.zoneName]));
    // It lists a folder as if it were an album, and no album inside it.
    expect(await listed('--list-albums')).toEqual(expect.arrayContaining(['Sommar', 'Resor']));

    const sommar = albums.find(({ path }) => path === 'Sommar')?.assets ?? [];
    const hidden = library.primary.assets.filter(({ isHidden }) => isHidden);
    const same = (equal: number) => ({ equal, oddities: {}, failures: [] });
    const compare = (held: ServiceFile[], copies: ClientFile[]) => compareCopies(held, copies, nameOf, []);
    expect(compare(serviceFiles(sommar), await signedIn.copy('--album', 'Sommar'))).toEqual(same(150));
    expect(compare(serviceFiles(hidden), await signedIn.copy('--album', 'Hidden'))).toEqual(same(1));
    const copies = await signedIn.copy('--library', shared?.zoneName ?? '');
    expect(compare(serviceFiles(shared?.assets ?? []), copies)).toEqual(same(3));
    expectNoForbiddenRequests(signedIn);
  },
);

test.skipIf(!programs.icloudpd)(
  'icloudpd ends with an error at a photo whose original is still uploading',
  async () => {
    await using signedIn = await startIcloudpd(witnessLibrary());
    await expect(signedIn.copy()).rejects.toThrow(/KeyError: <AssetVersionSize.ORIGINAL/);
  },
);
