import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { PracticeFailure } from './practice-failure.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Makes the unmodified production build; says nothing unless it fails.
 *
 * @throws {PracticeFailure} with the build's own words above it
 */
export async function buildExtension(): Promise<void> {
  const wxt = resolve(ROOT, 'node_modules/wxt/bin/wxt.mjs');
  try {
    await promisify(execFile)(process.execPath, [wxt, 'build'], { cwd: ROOT });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    console.error(`${stdout}${stderr}`.trimEnd());
    throw new PracticeFailure('The extension could not be built; the output above says why.');
  }
}
