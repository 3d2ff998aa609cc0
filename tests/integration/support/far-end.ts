import { createHash } from 'node:crypto';
import type { Library } from '../../fakes/icloud/library/library.ts';
import type { ExpectedOriginal } from '../../fakes/icloud/library/expected-originals.ts';
import type { FakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';

/** Every original that belongs to the far end: all libraries, without Hidden, which a copy leaves out. */
export const wantedOriginals = (library: Library): ExpectedOriginal[] =>
  library
    .expectedOriginals()
    .filter(({ zoneName, isHidden }) => !isHidden && /^(PrimarySync|SharedSync-)/.test(zoneName));

/** One line a file, sorted: the MD5 of what Apple has, once for each photo that shows it. */
export const wantedContent = (library: Library): string[] =>
  wantedOriginals(library)
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();

/** The same for what lies at Jottacloud, from the very bytes that arrived. */
export async function storedContent({ tree }: FakeJottacloud): Promise<string[]> {
  const contents = await Promise.all(tree.files().map((file) => file.bytes()));
  return contents
    .map((bytes) => `${createHash('md5').update(bytes).digest('hex')} ${bytes.length}`)
    .toSorted();
}

/** Names of all files at Jottacloud, without their folders, sorted. */
export const storedNames = ({ tree }: FakeJottacloud): string[] =>
  tree
    .files()
    .map(({ path }) => path.split('/').at(-1) ?? '')
    .toSorted();

/** Uploads that were taken to their end. */
export const completedUploads = ({ uploads }: FakeJottacloud): string[] =>
  uploads.filter(({ status }) => status === 200).map(({ path }) => path);
