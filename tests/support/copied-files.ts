import type { FakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import type { StoredFile } from '../fakes/jottacloud/store/stored-files.ts';

/** The list of the copy, the lease and the progress file: files of Fotoflytt, and no photos. */
const OWN = /\/Fotoflytt\/((manifest|lease)-[^/]*|Progress\.txt)$/;

/** Lists the files at Jottacloud without those. */
export const copiedFiles = ({ tree }: Pick<FakeJottacloud, 'tree'>): StoredFile[] =>
  tree.files().filter(({ path }) => !OWN.test(path));

/** Lists the uploads of everything else. */
export const copiedUploads = ({ uploads }: Pick<FakeJottacloud, 'uploads'>): FakeJottacloud['uploads'] =>
  uploads.filter(({ path }) => !OWN.test(path));
