/** Tokens in user agents; browsers that also contain "Chrome" come first. */
const names: readonly (readonly [word: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Vivaldi', 'Vivaldi'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
];

/** Returns a name such as `Chrome 150`; the whole user agent for an unknown browser. */
export function browserName(userAgent: string): string {
  for (const [word, name] of names) {
    const version = new RegExp(`${word}/(\\d+)`).exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return userAgent;
}
