/** A table of a page: names of its rows and columns, and its cells. */
export interface ReadTable {
  rows: string[];
  columns: string[];
  cells: string[][];
}

/** Reads the table whose first column has this head. */
export function readTable(page: string, head: string): ReadTable {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  const [columns = [], , ...rows] = lines.slice(start, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return {
    rows: rows.map(([name = '']) => name),
    columns: columns.slice(1),
    cells: rows.map(([, ...cells]) => cells),
  };
}
