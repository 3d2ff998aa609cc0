/** One folder at Jottacloud, with the names of the folders in it. Nothing below those is known. */
export interface FolderLevel {
  folders: string[];
  /** Complete files directly in it. */
  files: number;
}

/** Most folders that a path may have. No address of ours comes near the longest that a server reads. */
const MAX_DEPTH = 30;

/**
 * Returns whether a list of names can be the path of a folder below the Archive. The names may be odd ones that other
 * programs made. `.` and `..` are refused, because in an address they lead elsewhere.
 */
export const isFolderPath = (names: readonly string[]): boolean =>
  names.length <= MAX_DEPTH && names.every((name) => !/^\.{0,2}$/.test(name) && !name.includes('/'));
