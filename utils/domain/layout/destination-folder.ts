import { byteLength, MAX_NAME_BYTES, safeName } from '../photo/safe-name.ts';

/** Why a name cannot be a folder at Jottacloud. */
export type FolderProblem = 'empty' | 'forbidden-character' | 'too-long' | 'edge-space-or-dot' | 'reserved';

// oxlint-disable-next-line no-control-regex -- control characters are searched for
const FORBIDDEN = /["*/:<>?|\\%\u0000-\u001f\u007f-\u009f]/;

/** Destination until the person chooses another. */
const DEFAULT_FOLDER = 'iCloud Photos';

/** Most folders of a destination, one in the other. */
const MAX_LEVELS = 10;
/** Most bytes of UTF-8 in a destination. The longest path that Jottacloud takes is unknown. */
const MAX_PATH_BYTES = 400;

/** Returns the names of a destination such as `Photos/Italy 2022`, from the top. */
export const levelsOf = (destination: string): string[] => destination.split('/');

/** Returns the names from the destination folder, itself included, down to a path below it. */
export const segmentsBelow = (destinationFolder: string, path: string): string[] => [
  ...levelsOf(destinationFolder),
  ...path.split('/'),
];

/** Joins the names of folders, from the top, to a destination. */
export const destinationOf = (levels: readonly string[]): string => levels.join('/');

/**
 * Returns the destination that somebody typed: composed characters, and no spaces around a name or slashes around the
 * whole, which nobody means.
 */
export const typedDestination = (text: string): string =>
  destinationOf(
    levelsOf(
      text
        .normalize('NFC')
        .trim()
        .replace(/^\/+|\/+$/g, ''),
    ).map((name) => name.trim()),
  );

/** Returns the destination of a run from a stored setting: the default for one that the options page would refuse. */
export const usableFolder = (stored: unknown): string =>
  typeof stored === 'string' && destinationProblem(stored) === null ? stored : DEFAULT_FOLDER;

/** Returns what is wrong with a destination of one or several levels; null if it is valid. */
export function destinationProblem(destination: string): FolderProblem | null {
  const levels = levelsOf(destination);
  if (levels.length > MAX_LEVELS || byteLength(destination) > MAX_PATH_BYTES) return 'too-long';
  return levels.map(folderProblem).find((problem) => problem !== null) ?? null;
}

/** Returns what is wrong with the name of one folder; null if it is valid. */
export function folderProblem(name: string): FolderProblem | null {
  const composed = name.normalize('NFC');
  if (composed.trim() === '') return 'empty';
  if (FORBIDDEN.test(composed)) return 'forbidden-character';
  if (/^[\s.]|[\s.]$/u.test(composed)) return 'edge-space-or-dot';
  if (byteLength(composed) > MAX_NAME_BYTES) return 'too-long';
  return safeName(composed) === composed ? null : 'reserved';
}
