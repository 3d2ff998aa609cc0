import { type Md5, relativePath } from '../../units.ts';
import { MANIFEST_FOLDER } from './manifest.ts';

/** Path of the file below the destination that says how far a copy is, for somebody who is not at this computer. */
export const PROGRESS_PATH = relativePath(`${MANIFEST_FOLDER}/Progress.txt`);

/** What the file says of a copy. `stopped`: it waits for something, or for somebody. */
export type ProgressState = 'copying' | 'stopped' | 'finished';

/** The last line of the file: by the MD5 of all that is above it we know a file as ours. */
const SEAL = /^([\s\S]*)\nFotoflytt ([0-9a-f]{32})\n$/;

/** Returns the content of the file. @param hash MD5 of the text */
export const sealedText = (text: string, hash: Md5): string => `${text}\nFotoflytt ${hash}\n`;

/** Takes the content of the file apart; null for a file without a seal. */
export function unsealedText(content: string): { text: string; hash: string } | null {
  const [, text, hash] = SEAL.exec(content) ?? [];
  return text === undefined || hash === undefined ? null : { text, hash };
}
