/** A version's part of CHANGELOG.md. */
export interface ChangelogSection {
  /** As `2026-11-26`. */
  date: string;
  text: string;
}

/**
 * What must be right in CHANGELOG.md before a version is released.
 *
 * @returns the version's section, or the one sentence that says what is to be done
 */
export function readChangelog(changelog: string, version: string): ChangelogSection | string {
  const parts = changelog.split(/^## /m).slice(1);
  const unreleased = parts.find((part) => part.startsWith('[Unreleased]'));
  if (unreleased !== undefined && bodyOf(unreleased) !== '')
    return `CHANGELOG.md has changes under [Unreleased]: move them under "## [${version}] - date", or raise the version.`;
  const part = parts.find((each) => each.startsWith(`[${version}]`));
  if (part === undefined) return `CHANGELOG.md has no section "## [${version}] - date".`;
  const date = /^\[[^\]]+\] - (\d{4}-\d{2}-\d{2})$/.exec(part.split('\n')[0] ?? '')?.[1];
  if (date === undefined || !isDay(date)) return `CHANGELOG.md: the section [${version}] has no date.`;
  const text = bodyOf(part);
  return text === '' ? `CHANGELOG.md: the section [${version}] is empty.` : { date, text };
}

const bodyOf = (part: string): string => part.split('\n').slice(1).join('\n').trim();

function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** Versions that both stores take: one to four whole numbers. Ours have three. Source: Chrome's manifest, "version". */
export const isReleasable = (version: string): boolean =>
  /^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/.test(version) &&
  version.split('.').every((number) => Number(number) <= 65_535);

/** Hexadecimal SHA-256 by the name of the file. */
export type Sums = ReadonlyMap<string, string>;

/** Names of files that are not the same, byte for byte, in two builds. */
export const differing = (first: Sums, second: Sums): string[] =>
  [...new Set([...first.keys(), ...second.keys()])]
    .filter((name) => first.get(name) !== second.get(name))
    .toSorted((a, b) => a.localeCompare(b, 'en'));

/** The content of SHA256SUMS, as `sha256sum --check` reads it. */
export const formatSums = (sums: Sums): string =>
  [...sums]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([name, sum]) => `${sum}  ${name}\n`)
    .join('');

/** What is in docs/store/publisher.json: values by the names that texts call them by, as in `{{CONTACT}}`. */
export type Publisher = Readonly<Record<string, string>>;

/**
 * A text for the stores with the publisher's values put in.
 *
 * @throws Error if it names a value that publisher.json does not have
 */
export const fillIn = (text: string, publisher: Publisher): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = publisher[name];
    if (value === undefined) throw new Error(`publisher.json has no ${name}`);
    return value;
  });

/** Names of values that nobody has set yet: those in brackets. */
export const unset = (publisher: Publisher): string[] =>
  Object.entries(publisher)
    .filter(([, value]) => value.trim() === '' || value.startsWith('('))
    .map(([name]) => name);
