/**
 * Replaces a character that XML 1.0 cannot hold. It is a noncharacter, so no name contains it. Source: Unicode,
 * noncharacters.
 */
const UNREADABLE = '\ufdd0';

/** Whether a text has lost a character. */
export const isUnreadable = (text: string): boolean => text.includes(UNREADABLE);

/** Matches everything that XML 1.0 does not allow. Source: XML 1.0, production 2 (Char). */
const NOT_ALLOWED = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Matches a numeric character reference. Source: XML 1.0, production 66 (CharRef). */
const REFERENCE = /&#(?:x([0-9a-f]+)|([0-9]+));/gi;
/** Longest reference that may be cut in two: `&#x0010FFFF;` and a little more. */
const MAX_REFERENCE = 16;

/** Turns nearly valid XML into XML, chunk by chunk. */
export interface XmlRepair {
  /** Repairs the next chunk of text. Holds back a possible half of a reference for the next one. */
  next(text: string): string;
  /** Returns what was held back. */
  end(): string;
}

/**
 * Creates a repair for names with characters that XML 1.0 cannot express. A server writes them anyway, as they are
 * or as `&#x1f;`. Each becomes one character by which {@link isUnreadable} recognises the name, so that the other
 * names stay readable.
 */
export function createXmlRepair(): XmlRepair {
  let kept = '';
  return {
    next(text) {
      const whole = kept + text;
      const from = whole.lastIndexOf('&');
      const isCut = from >= 0 && whole.length - from < MAX_REFERENCE && !whole.includes(';', from);
      kept = isCut ? whole.slice(from) : '';
      return repaired(isCut ? whole.slice(0, from) : whole);
    },
    end: () => repaired(kept),
  };
}

const repaired = (text: string): string =>
  text
    .replace(NOT_ALLOWED, UNREADABLE)
    .replace(REFERENCE, (reference, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      const isAllowed = code <= 0x10_ff_ff && String.fromCodePoint(code).search(NOT_ALLOWED) === -1;
      return isAllowed ? reference : UNREADABLE;
    });
