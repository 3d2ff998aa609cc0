/** Browsers by their own word in a user agent; those that also say "Chrome" stand before it. */
const names: readonly (readonly [word: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Vivaldi', 'Vivaldi'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
];

/** `Chrome 150`, as people call it; the whole user agent where none of the names is in it. */
export function browserName(userAgent: string): string {
  for (const [word, name] of names) {
    const version = new RegExp(`${word}/(\\d+)`).exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return userAgent;
}
