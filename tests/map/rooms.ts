import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { listFiles } from './list-files.ts';

/** Files of the product, by path from the project's root, with the files that each imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Largest number of source files in a folder. */
export const MAX_FILES = 15;

const isSource = (file: string): boolean =>
  /^(entrypoints|components|utils)\/.*\.tsx?$/.test(file) && !/\.test\.|\/testing\//.test(file);

/** Reads who imports whom, types included, from the files that git knows or could know. */
export function readImports(root: string): ImportGraph {
  const files = listFiles(root).filter(isSource);
  const known = new Set(files);
  return new Map(
    files.map((file) => [
      file,
      [...readFileSync(join(root, file), 'utf8').matchAll(/\bfrom '(\.{1,2}\/[^']+)'/g)]
        .map(([, specifier = '']) => normalize(join(dirname(file), specifier)))
        .filter((imported) => known.has(imported)),
    ]),
  );
}

/** Groups of files that import each other, directly or through others (Tarjan's strongly connected components). */
export function findCircles(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    stack.push(file);
    for (const imported of graph.get(file) ?? []) {
      if (!order.has(imported)) visit(imported);
      if (stack.includes(imported))
        lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(imported) ?? 0));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** Source files side by side, by folder. */
export function countFiles(graph: ImportGraph): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of graph.keys()) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return counts;
}

/** Layer of a file: `utils/engine`, `components`, `entrypoints`; files of `utils` itself are free for all and have none. */
export function layerOf(file: string): string | null {
  const [top = '', second = '', ...rest] = file.split('/');
  if (top !== 'utils') return top;
  return rest.length > 0 ? `utils/${second}` : null;
}

/** Imports between layers, counted by file pairs. Key: `from>to`. */
export function countArrows(graph: ImportGraph): Map<string, number> {
  const arrows = new Map<string, number>();
  for (const [file, imports] of graph)
    for (const imported of imports) {
      const [from, to] = [layerOf(file), layerOf(imported)];
      if (!from || !to || from === to) continue;
      arrows.set(`${from}>${to}`, (arrows.get(`${from}>${to}`) ?? 0) + 1);
    }
  return arrows;
}
