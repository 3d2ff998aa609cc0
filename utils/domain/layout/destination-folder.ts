import { byteLength, MAX_NAME_BYTES, safeName } from '../photo/safe-name.ts';

/** Why a name cannot be a folder at Jottacloud. */
export type FolderProblem = 'empty' | 'forbidden-character' | 'too-long' | 'edge-space-or-dot' | 'reserved';

// oxlint-disable-next-line no-control-regex -- control characters are searched for
const FORBIDDEN = /["*/:<>?|\\%\u0000-\u001f\u007f-\u009f]/;

/** Destination until the person chooses another. */
const DEFAULT_FOLDER = 'iCloud Photos';

/** Returns the folder of a run from a stored setting: the default for a name that the options page would refuse. */
export const usableFolder = (stored: unknown): string =>
  typeof stored === 'string' && folderProblem(stored) === null ? stored.normalize('NFC') : DEFAULT_FOLDER;

/** Returns the names from the destination folder, itself included, down to a path below it. */
export const segmentsBelow = (destinationFolder: string, path: string): string[] => [
  ...destinationFolder.split('/'),
  ...path.split('/'),
];

/** Returns what is wrong with a name for the destination folder; null if it is valid. */
export function folderProblem(name: string): FolderProblem | null {
  const composed = name.normalize('NFC');
  if (composed.trim() === '') return 'empty';
  if (FORBIDDEN.test(composed)) return 'forbidden-character';
  if (/^[\s.]|[\s.]$/u.test(composed)) return 'edge-space-or-dot';
  if (byteLength(composed) > MAX_NAME_BYTES) return 'too-long';
  return safeName(composed) === composed ? null : 'reserved';
}
