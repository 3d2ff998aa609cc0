import { nameOfPath } from '../layout/path-parts.ts';
import { suffixes } from '../layout/destination-path.ts';
import { splitFileName } from '../photo/file-type.ts';
import type { RelativePath } from '../../units.ts';
import type { ReportFile } from './report.ts';

/** A file whose name differs from Apple's. */
export interface ChangedName {
  /** The name at Apple. */
  wanted: string;
  path: RelativePath;
  /** `taken`: another file in the folder has the name. `adapted`: Jottacloud does not accept it. */
  reason: 'taken' | 'adapted';
}

/**
 * Returns how and why the name of a file differs from Apple's; null if it does not.
 *
 * @param assetName record name, from which suffixes are made
 */
export function nameChange({ wantedName, path }: ReportFile, assetName: string): ChangedName | null {
  if (wantedName === null) return null;
  const { stem } = splitFileName(nameOfPath(path), null);
  return { wanted: wantedName, path, reason: hasSuffix(stem, assetName) ? 'taken' : 'adapted' };
}

/** Returns whether a stem has the suffix ` (7F3A)` or a longer one. */
function hasSuffix(stem: string, assetName: string): boolean {
  const [, shortest = ' ('] = firstTwo(suffixes(assetName));
  return stem.includes(shortest.slice(0, -1));
}

function firstTwo(texts: Generator<string>): string[] {
  const taken: string[] = [];
  for (const text of texts) if (taken.push(text) === 2) break;
  return taken;
}
