/** Bytes of UTF-8 in a name; safe under every reading of Jottacloud's limit of 255. Source: docs/jottacloud.md 2.8. */
export const MAX_NAME_BYTES = 240;

/** Refused by Jottacloud, or accepted but then unreadable (`%`), or not allowed on computers that sync (`\`). */
// oxlint-disable-next-line no-control-regex -- control characters are searched for
const FORBIDDEN = /["*/:<>?|\\%\u0000-\u001f\u007f-\u009f]/g;
/** Invisible characters that make different names look equal: byte-order mark, zero width, text direction. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Half of a surrogate pair, which UTF-8 cannot encode. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/**
 * Names that Windows reserves for devices, with any extension. Source: Microsoft, "Naming Files, Paths, and
 * Namespaces".
 */
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** Splits a name into its stem and what looks like an extension, with the dot; `.jpg` alone is a stem. */
export function splitName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > 16 || /\s/.test(name.slice(dot))) return { stem: name, extension: '' };
  return { stem: name.slice(0, dot), extension: name.slice(dot) };
}

/**
 * Returns a name that Jottacloud and every desktop accept: NFC, forbidden characters as `_`, no space or dot at either
 * end, no Windows device, at most {@link MAX_NAME_BYTES} less `reserveBytes` with the extension kept. Never empty.
 *
 * @param reserveBytes space for a suffix that is added later
 */
export function safeName(name: string, reserveBytes = 0): string {
  const clean = withoutMiddle(name)
    .replace(LONE_SURROGATE, '_')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(FORBIDDEN, '_')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  const { stem, extension } = splitName(clean === '' ? '_' : clean);
  const maxBytes = MAX_NAME_BYTES - reserveBytes - byteLength(extension);
  const short = cutToBytes(stem, maxBytes).replace(/[\s.]+$/u, '') || '_';
  return `${short.replace(WINDOWS_DEVICE, '$1_')}${extension}`;
}

/** Characters of a name to keep, half of them from its end with the extension. A hostile name costs no more work. */
const MAX_CHARACTERS = 2_048;

const withoutMiddle = (name: string): string =>
  name.length <= MAX_CHARACTERS ? name : name.slice(0, MAX_CHARACTERS / 2) + name.slice(-MAX_CHARACTERS / 2);

/**
 * Returns a key that is equal for names that Jottacloud may treat as one; its rule is unknown. Ignores letter case and
 * Unicode form, also where one letter has two capitals (ß and SS, ﬁ and FI) or none of its own (ı and I). If Jottacloud
 * distinguishes two such names, one of ours has an unnecessary suffix.
 * Source: docs/jottacloud.md 2.8; Unicode, CaseFolding.txt, status F and T. Assumption S13.
 */
export const nameKey = (name: string): string =>
  isAscii(name) ? name.toLowerCase() : folded(folded(name.normalize('NFD')).normalize('NFC'));

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** Lower, upper, lower: `ẞ` becomes `ß` in lower case, and only that becomes `SS` in upper case. */
const folded = (text: string): string =>
  text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').replaceAll('i\u0307', 'i');

/** Returns the length of a text in UTF-8, in bytes. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Cut between characters as a person sees them, so that no emoji is torn. */
function cutToBytes(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let length = 0;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    length += byteLength(segment);
    if (length > bytes) break;
    cut += segment;
  }
  return cut;
}
