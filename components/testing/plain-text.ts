/** Returns the text of an element with ordinary spaces: no-break spaces matter to lines, not to words. */
export const plainText = (node: Node | null | undefined): string =>
  (node?.textContent ?? '').replaceAll('\u00A0', ' ');
