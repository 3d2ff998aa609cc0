import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const BUILD = resolve(import.meta.dirname, '../../../../.output/firefox-mv3');
const LINTER = fileURLToPath(import.meta.resolve('addons-linter/bin/addons-linter'));
/** Characters before and after an assignment that show whose it is. */
const AROUND = 150;

interface Finding {
  code: string;
  file: string;
  /** From 1. */
  line: number;
  column: number;
}
interface Findings {
  errors: Finding[];
  warnings: Finding[];
  notices: Finding[];
}

/** Runs the linter of addons.mozilla.org. It exits with 1 after an error, but still prints its findings. */
const lint = (): Promise<Findings> =>
  new Promise((done, failed) => {
    const options = { maxBuffer: 16 * 1024 * 1024 };
    execFile(process.execPath, [LINTER, '--output', 'json', BUILD], options, (error, stdout) => {
      if (stdout === '') failed(error ?? new Error('the linter said nothing'));
      else done(JSON.parse(stdout) as Findings);
    });
  });

const withoutHash = (file: string): string => file.replace(/-[\w-]{8}\.js$/, '.js');

const codeAround = ({ file, line, column }: Finding): string => {
  const text = readFileSync(join(BUILD, file), 'utf8').split('\n')[line - 1] ?? '';
  return text.slice(Math.max(0, column - AROUND), column + AROUND);
};

test('addons.mozilla.org warns only of the two assignments of Preact that docs/store explains', async () => {
  const { errors, warnings, notices } = await lint();
  expect(errors).toEqual([]);
  expect(notices).toEqual([]);
  const reported = warnings.map(({ code, file }) => `${code} ${withoutHash(file)}`);
  expect(reported.toSorted()).toEqual([
    'UNSAFE_VAR_ASSIGNMENT chunks/shared.js',
    'UNSAFE_VAR_ASSIGNMENT content-scripts/icloud.js',
  ]);
  for (const warning of warnings) expect(codeAround(warning)).toMatch(/\.__html\b.*\.innerHTML\s*=/);
});

test('our code does not use what those two assignments are for', () => {
  const files = readdirSync(BUILD, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  expect(files.length).toBeGreaterThan(5);
  // Preact compares with the name; who used it would write it as a key
  for (const file of files)
    expect(readFileSync(join(BUILD, file), 'utf8')).not.toMatch(/dangerouslySetInnerHTML["'`]?\s*:/);
});
