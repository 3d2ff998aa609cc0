/** Characters that XML 1.0 cannot hold: controls, lone surrogates, U+FFFE and U+FFFF. */
const IMPOSSIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are searched for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // unescaped, it would be read as a line feed
  '\r': '&#13;',
};

/** Replaces an unreadable character. */
const REPLACEMENT = '\ufffd';

/**
 * Escapes text as the content of an XML element. Characters that XML cannot hold become U+FFFD, so that the gap shows.
 * Source: XML 1.0, 2.2 (characters), 2.11 (line ends).
 */
export const xmlText = (text: string): string =>
  possibleText(text).replace(/[&<>\r]/g, (character) => escapes[character] ?? character);

/** Returns the text as it can be read back from XML. */
export const possibleText = (text: string): string => text.replace(IMPOSSIBLE, REPLACEMENT);
