import type { Plugin } from 'vite';

/** Code points that Unicode sets aside for inner use. */
const NONCHARACTERS = /\p{Noncharacter_Code_Point}/gu;

/**
 * A plug-in that writes noncharacters in strings as escapes.
 *
 * Minifiers write `\u{10ffff}` as the character itself. Chrome calls a content script with one "not UTF-8 encoded", and
 * refuses the whole extension. Source: base/strings/string_util.h of Chromium, IsStringUTF8.
 */
export const escapeNoncharacters = (): Plugin => ({
  name: 'escape-noncharacters',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') part.code = part.code.replace(NONCHARACTERS, escapeUnits);
  },
});

/** As UTF-16 code units, which strings, templates and regular expressions all read. */
const escapeUnits = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
