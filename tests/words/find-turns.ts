import { type Prose, readProse } from './read-prose.ts';
import { turns } from './turns.ts';

/** Finds the turns in a piece of prose. Each line says where, what, and what to write instead. */
export const findTurns = ({ file, line, text }: Prose): string[] =>
  turns.flatMap(({ pattern, instead }) =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(
      ([found]) => `${file}:${line} "${found.slice(0, 40)}" (instead: ${instead})`,
    ),
  );

/** Folder by which turns are counted: `utils/engine`, `tests/e2e`; a file at the root is its own. */
export const areaOf = (file: string): string => file.split('/').slice(0, 2).join('/');

/** Finds the turns in all files, by area. */
export function findAllTurns(root: string, files: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of files)
    for (const turn of readProse(root, file).flatMap(findTurns)) {
      const area = areaOf(file);
      found.set(area, [...(found.get(area) ?? []), turn]);
    }
  return found;
}
