// `npm run release`: everything that makes a version, and its tag. `-- --dry-run` makes no tag, continues after what would stop a
// release, and ends with 1 then; with `--without-tests` it leaves out the tests.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { differing, fillIn, formatSums, isReleasable, readChangelog, unset } from './release-rules.ts';
import type { Publisher, Sums } from './release-rules.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUTPUT = join(ROOT, '.output');
const RELEASE = join(OUTPUT, 'release');
const STORE = join(ROOT, 'docs/store');

const isDryRun = process.argv.includes('--dry-run');
const isWithoutTests = process.argv.includes('--without-tests');

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const print = (line: string): void => console.log(line);
const run = (program: string, ...args: string[]): void => {
  execFileSync(program, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
};
const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();

/** A reason why this cannot be released. */
class NotReady extends Error {
  override readonly name = 'NotReady';
}

let reasons = 0;
/** @throws NotReady unless this is a dry run */
function stop(reason: string): void {
  if (!isDryRun) throw new NotReady(reason);
  reasons += 1;
  print(`✗ ${reason}`);
}

/** @returns the version's changes; empty if there are none to release */
function checkVersion(version: string): string {
  if (git('status', '--porcelain') !== '') stop('There are changes that are not committed.');
  if (!isReleasable(version)) stop(`package.json: the stores do not take "${version}" for a version.`);
  if (git('tag', '--list', `v${version}`) !== '') stop(`v${version} is released already: raise the version.`);
  const section = readChangelog(read('CHANGELOG.md'), version);
  if (typeof section !== 'string') return `# Fotoflytt ${version} (${section.date})\n\n${section.text}\n`;
  stop(section);
  return '';
}

/** One build of everything that is handed out. @returns the sums of its zips */
function buildZips(version: string): Sums {
  const isOurs = (name: string): boolean => name.startsWith('fotoflytt-') && name.endsWith('.zip');
  rmSync(OUTPUT, { recursive: true, force: true });
  run('npm', 'run', '--silent', 'zip');
  const names = readdirSync(OUTPUT).filter(isOurs);
  for (const kind of ['chrome', 'firefox', 'sources'])
    if (!names.includes(`fotoflytt-${version}-${kind}.zip`))
      throw new NotReady(`There is no zip for ${kind}.`);
  const sumOf = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(OUTPUT, name)))
      .digest('hex');
  return new Map(names.map((name) => [name, sumOf(name)]));
}

function buildTwice(version: string): Sums {
  const first = buildZips(version);
  const second = buildZips(version);
  const different = differing(first, second);
  if (different.length > 0) stop(`Two builds differ: ${different.join(', ')}.`);
  else print('▸ two builds are the same, byte for byte');
  return second;
}

/** Texts for the stores with the publisher's values. */
function writeStoreTexts(): void {
  const publisher = JSON.parse(read('docs/store/publisher.json')) as Publisher;
  const texts = readdirSync(STORE).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const folder = join(RELEASE, 'store');
  mkdirSync(folder, { recursive: true });
  for (const path of [...texts.map((name) => join('docs/store', name)), 'PRIVACY.md'])
    writeFileSync(join(folder, basename(path)), fillIn(read(path), publisher));
  const open = unset(publisher);
  if (open.length > 0)
    print(`▸ not set in docs/store/publisher.json, so not for the stores yet: ${open.join(', ')}`);
}

function release(): void {
  if (isWithoutTests && !isDryRun) throw new NotReady('--without-tests goes with --dry-run only.');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const notes = checkVersion(version);
  if (!isWithoutTests) run('npm', 'test');
  const sums = buildTwice(version);
  mkdirSync(RELEASE, { recursive: true });
  for (const name of sums.keys()) cpSync(join(OUTPUT, name), join(RELEASE, name));
  writeFileSync(join(RELEASE, 'SHA256SUMS'), formatSums(sums));
  writeFileSync(join(RELEASE, 'notes.md'), notes);
  writeStoreTexts();
  print(`▸ .output/release:\n${formatSums(sums)}`);
  // tests and builds must leave everything as it is in the commit that gets the tag
  if (git('status', '--porcelain') !== '' && reasons === 0) stop('Tests or builds changed files.');
  if (isDryRun)
    print(reasons === 0 ? `✓ v${version} can be released` : `✗ v${version} cannot be released yet`);
  else {
    git('tag', '--annotate', `v${version}`, '--message', `Fotoflytt ${version}`);
    print(`✓ v${version} is tagged: git push origin v${version}`);
  }
}

try {
  release();
  process.exitCode = reasons === 0 ? 0 : 1;
} catch (error) {
  // a program that failed has said why
  const isExpected = error instanceof NotReady || (error instanceof Error && 'status' in error);
  console.error(isExpected ? `\n✗ ${error.message}` : error);
  process.exitCode = 1;
}
