import type { StoredFiles } from '../jottacloud/store/stored-files.ts';
import type { ExpectedTree } from './expected-tree.ts';

/** One line a file (path, MD5, size) and one a folder, sorted: made for `expect(found).toEqual(wanted)`. */
export type TreeLines = string[];

/** The expected destination. */
export const wantedLines = ({ files, folders }: ExpectedTree): TreeLines =>
  [
    ...folders.map((folder) => `${folder}/`),
    ...[...files].map(([path, { md5, sizeBytes }]) => `${path} ${md5} ${sizeBytes}`),
  ].toSorted();

/** Reads the destination below a folder of Jotta/Archive. */
export function storedLines(tree: Pick<StoredFiles, 'files' | 'folders'>, destination: string): TreeLines {
  const below = (path: string): string | undefined =>
    path.startsWith(`${destination}/`) ? path.slice(destination.length + 1) : undefined;
  const folders = tree.folders().flatMap((path) => below(path) ?? []);
  const files = tree.files().map(({ path, md5, sizeBytes }) => ({ path: below(path), md5, sizeBytes }));
  return [
    ...folders.map((path) => `${path}/`),
    ...files.flatMap(({ path, md5, sizeBytes }) => (path === undefined ? [] : `${path} ${md5} ${sizeBytes}`)),
  ].toSorted();
}

/** Paths of all files and, with a slash at the end, folders, sorted: as `rclone lsf -R` prints them. */
export const listingLines = ({ files, folders }: ExpectedTree): string[] =>
  [...folders.map((folder) => `${folder}/`), ...files.keys()].toSorted();
