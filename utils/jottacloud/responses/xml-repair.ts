/** Stands where a sign was that XML 1.0 cannot hold. It is no character, so no name has it. Source: Unicode, noncharacters. */
const UNREADABLE = '\ufdd0';

/** Whether a sign in a text was lost. */
export const isUnreadable = (text: string): boolean => text.includes(UNREADABLE);

/** Everything but what XML 1.0 allows. Source: XML 1.0, production 2 (Char). */
const NOT_ALLOWED = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const REFERENCE = /&#(?:x([0-9a-f]+)|([0-9]+));/gi;
/** `&#x0010FFFF;` and a little more: a longer one is none that could be cut in two. */
const MAX_REFERENCE = 16;

/** Makes XML of what is nearly XML, piece by piece. */
export interface XmlRepair {
  /** Takes the next piece of the text. What may be half of a reference is kept for the next one. */
  next(text: string): string;
  /** What was kept. */
  end(): string;
}

/**
 * Names that others have made may hold signs that XML 1.0 knows no way to write. A server writes them all the same, as they
 * are or as `&#x1f;`. Each becomes one sign by which {@link isUnreadable} knows the name, so that it costs no other one.
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
