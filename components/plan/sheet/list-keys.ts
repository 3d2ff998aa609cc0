/** Rows that Page Up and Page Down pass. */
const PAGE_ROWS = 8;

/**
 * Returns the row that a key leads to in a list with one tab stop; null for a key that means nothing there. A letter leads
 * to the next row that begins with it, and starts again from the top.
 */
export function indexAfter(key: string, index: number, names: readonly string[]): number | null {
  const last = names.length - 1;
  const at = (wanted: number): number => Math.max(0, Math.min(last, wanted));
  const moves: Partial<Record<string, number>> = {
    ArrowDown: at(index + 1),
    ArrowUp: at(index - 1),
    PageDown: at(index + PAGE_ROWS),
    PageUp: at(index - PAGE_ROWS),
    Home: 0,
    End: at(last),
  };
  const moved = moves[key];
  if (moved !== undefined) return moved;
  if (!/^.$/u.test(key) || key === ' ') return null;
  const begins = (name: string): boolean => name.toLowerCase().startsWith(key.toLowerCase());
  const below = names.findIndex((name, row) => row > index && begins(name));
  const found = below < 0 ? names.findIndex(begins) : below;
  return found < 0 ? null : found;
}
