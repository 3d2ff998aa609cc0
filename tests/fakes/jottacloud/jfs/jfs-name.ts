/** Longest name, in UTF-16 units (which unit the service counts is unknown). Source: docs/jottacloud.md 2.8. */
const MAX_NAME_LENGTH = 255;

/** Why the service refuses a name, or nothing. Spaces at the ends and a trailing dot are fine. Source: docs/jottacloud.md 2.8. */
export function findNameFault(name: string): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return 'JFS file names may not be longer than 255 characters';
  if (name === '' || name === '.' || name === '..') return `Not a name: '${name}'`; // wording invented
  if (/["*/:<>?|]/.test(name)) return 'Illegal character in name'; // wording invented
  if (/\p{Cc}/u.test(name)) return 'Control character in name'; // wording invented
  if (!name.isWellFormed()) return 'Name is not valid Unicode'; // wording invented
  return undefined;
}

/** Names that a server may treat as equal: letters of either case, also in both Unicode forms, or all that Unicode folds together. */
type NameRule = 'case' | 'case-and-form' | 'folding';

let rule: NameRule = 'case';

/** Changes the rule for equal names for all accounts of this process, until the result is disposed. */
export function useNameRule(other: NameRule): Disposable {
  rule = other;
  return { [Symbol.dispose]: () => (rule = 'case') };
}

/** Returns a key that ignores letter case. Nothing is known about Unicode's normal forms and full folding. Source: docs/jottacloud.md 2.8. */
export function nameKey(name: string): string {
  if (rule === 'case') return name.toLowerCase();
  const composed = name.normalize('NFC');
  return rule === 'case-and-form' ? composed.toLowerCase() : composed.toUpperCase().replaceAll('İ', 'I');
}
