/** Our names, which no dictionary of a browser knows, and a long word: some browsers have no dictionary at all. */
const PARTS = [
  ['Foto', 'flytt'],
  ['Jotta', 'cloud'],
  ['päivä', 'määrää'],
];

/** Puts soft hyphens into long words of a narrow column. */
export const divisible = (text: string): string =>
  PARTS.reduce((divided, parts) => divided.replaceAll(parts.join(''), parts.join('\u00AD')), text);
