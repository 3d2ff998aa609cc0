import { execFileSync } from 'node:child_process';
import { findBrokenRules } from './commit-rules.ts';

/** Older commits were made before the rules. */
const SINCE = '2026-11-29T17:15:00Z';

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' });

/** Commits of a range, or all that git log is asked for, newest first. */
const readCommits = (range: string) =>
  git('log', '--no-merges', '--name-only', '--format=%x00%H%x01%s%x01', range)
    .split('\0')
    .filter(Boolean)
    .map((entry) => {
      const [hash = '', subject = '', files = ''] = entry.split('\x01');
      return { hash, subject, files: files.split('\n').filter(Boolean) };
    });

const range = process.argv[2] ?? `--since=${SINCE}`;
const broken = readCommits(range).flatMap(findBrokenRules);
for (const sentence of broken) process.stderr.write(`${sentence}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
