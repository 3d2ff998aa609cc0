import type { Prose } from './read-prose.ts';
import { turns } from './turns.ts';

/** Finds the turns in a piece of prose. Each line says where, what, and what to write instead. */
export const findTurns = ({ file, line, text }: Prose): string[] =>
  turns.flatMap(({ pattern, instead }) =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(
      ([found]) => `${file}:${line} "${found.slice(0, 40)}" (instead: ${instead})`,
    ),
  );
