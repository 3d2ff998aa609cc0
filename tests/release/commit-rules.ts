/** A commit as the rules see it. */
export interface Commit {
  hash: string;
  subject: string;
  /** Paths that it changes. */
  files: readonly string[];
}

/** What `git log --oneline` shows in a window of 80 columns. */
const MAX_SUBJECT_LENGTH = 72;
const FORM = /^(feat|fix|perf|refactor|test|docs|build|ci|chore|style)(\([a-z0-9-]+\))?!?: [a-z`"“]/;

/**
 * Checks a commit by CONTRIBUTING.md, "Commits".
 *
 * @returns one sentence for each broken rule
 */
export function findBrokenRules({ hash, subject, files }: Commit): string[] {
  if (subject.startsWith('Merge ')) return [];
  const name = `${hash.slice(0, 7)} "${subject}"`;
  return [
    ...(subject.length > MAX_SUBJECT_LENGTH
      ? [`${name}: the subject has ${subject.length} characters, at most ${MAX_SUBJECT_LENGTH} are allowed.`]
      : []),
    ...(subject.includes(';') ? [`${name}: the subject holds two ideas. Make two commits.`] : []),
    ...(FORM.test(subject)
      ? []
      : [`${name}: the subject does not read like "feat(engine): resume a pause".`]),
    ...(/^(feat|fix)\b/.test(subject) && !files.includes('CHANGELOG.md')
      ? [
          `${name}: users notice a feat or a fix, so it adds to CHANGELOG.md. Otherwise call it refactor, test or build.`,
        ]
      : []),
  ];
}
