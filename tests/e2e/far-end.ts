import type { Library } from '../fakes/icloud/library/library.ts';
import type { FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';

/** One line a file, sorted: what lies in Jottacloud, by its bytes. */
export const storedContent = ({ tree }: FakeJottacloud): string[] =>
  tree
    .files()
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();

/** The same for what should lie there. */
export const wantedContent = (library: Library): string[] =>
  library
    .expectedOriginals()
    .map(({ md5, sizeBytes }) => `${md5} ${sizeBytes}`)
    .toSorted();
