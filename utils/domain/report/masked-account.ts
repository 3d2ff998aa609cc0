/** Longest ending of a mail domain that is shown. A longer one could name a person. */
const MAX_ENDING = 6;

/**
 * Masks an account's address or phone number, so that its owner recognises it and nobody else learns it:
 * `K••@•••.no`, `•••42`.
 *
 * @returns null where nothing can be shown
 */
export function maskedAccount(name: string | null): string | null {
  const text = name?.trim() ?? '';
  const at = text.lastIndexOf('@');
  if (at > 0) {
    const [first = ''] = text;
    const ending = text.slice(text.lastIndexOf('.') + 1);
    const isEnding = text.indexOf('.', at) > 0 && /^[a-z]+$/i.test(ending) && ending.length <= MAX_ENDING;
    return `${first.toUpperCase()}••@•••${isEnding ? `.${ending.toLowerCase()}` : ''}`;
  }
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 6 ? `•••${digits.slice(-2)}` : null;
}
