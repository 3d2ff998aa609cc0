import { suffixes } from '../layout/destination-path.ts';
import { splitFileName } from '../photo/file-type.ts';
import type { RelativePath } from '../../units.ts';
import type { ReportFile } from './report.ts';

/** A file that is not called what it should be. */
export interface ChangedName {
  /** As Apple has it. */
  wanted: string;
  path: RelativePath;
  /** `taken`: something else has the name in that folder; `adapted`: Jottacloud does not take it as it is. */
  reason: 'taken' | 'adapted';
}

/**
 * Whether and why a file is called otherwise than it should be.
 *
 * @param assetName record name, from which the additions to taken names are made
 */
export function nameChange({ wantedName, path }: ReportFile, assetName: string): ChangedName | null {
  if (wantedName === null) return null;
  const { stem } = splitFileName(path.slice(path.lastIndexOf('/') + 1), null);
  return { wanted: wantedName, path, reason: hasAddition(stem, assetName) ? 'taken' : 'adapted' };
}

/** ` (7F3A)`, or a longer one that begins so. */
function hasAddition(stem: string, assetName: string): boolean {
  const [, shortest = ' ('] = firstTwo(suffixes(assetName));
  return stem.includes(shortest.slice(0, -1));
}

function firstTwo(texts: Generator<string>): string[] {
  const taken: string[] = [];
  for (const text of texts) if (taken.push(text) === 2) break;
  return taken;
}
