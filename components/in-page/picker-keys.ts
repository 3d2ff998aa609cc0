/** How many places a key moves in the grid; null for a key that moves nothing. Source: WAI-ARIA practices, listbox. */
export function stepOf(key: string, columns: number, rows: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return -1;
    case 'ArrowRight':
      return 1;
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    case 'PageUp':
      return -columns * rows;
    case 'PageDown':
      return columns * rows;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}
