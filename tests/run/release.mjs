// `npm run release`: tests, two equal builds, zips, SHA256SUMS and the tag of a version.
// Arguments are passed to tests/release/release.ts: `npm run release -- --dry-run`.
import { runMain } from './clear-failure.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  return (await runProgram(projectNode, ['tests/release/release.ts', ...process.argv.slice(2)])).exitCode;
}

await runMain(main);
