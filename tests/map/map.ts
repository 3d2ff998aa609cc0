import { mkdirSync, writeFileSync } from 'node:fs';
import { countArrows, countFiles, findCircles, type ImportGraph, readImports } from './rooms.ts';

const FILE = '.output/map.md';

/** Draws the layers with their imports, and lists the rooms. */
function drawMap(graph: ImportGraph): string {
  const name = (layer: string): string => layer.replace('utils/', '');
  const arrows = [...countArrows(graph)].toSorted(([a], [b]) => a.localeCompare(b));
  const rooms = [...countFiles(graph)].toSorted(([a], [b]) => a.localeCompare(b));
  const circles = findCircles(graph);
  return [
    '# Map',
    '',
    'Written by `npm run map`: which layer imports which (numbers: pairs of files, types included), and how many files each room holds.',
    '',
    '```mermaid',
    'flowchart TD',
    ...arrows.map(([arrow, count]) => {
      const [from = '', to = ''] = arrow.split('>');
      return `  ${name(from)} -- ${count} --> ${name(to)}`;
    }),
    '```',
    '',
    `${graph.size} files, ${rooms.length} rooms, circles: ${circles.length}.`,
    '',
    '| room | files |',
    '|---|---|',
    ...rooms.map(([room, count]) => `| \`${room}\` | ${count} |`),
    '',
  ].join('\n');
}

const graph = readImports('.');
mkdirSync('.output', { recursive: true });
writeFileSync(FILE, drawMap(graph));
process.stdout.write(
  `${graph.size} files, ${countFiles(graph).size} rooms, circles: ${findCircles(graph).length}. Drawing: ${FILE}\n`,
);
