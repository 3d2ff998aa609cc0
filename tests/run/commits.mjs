// `npm run commits`: holds the commits against CONTRIBUTING.md. `npm run commits -- main..HEAD` reads a range.
import { runMain } from './clear-failure.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  return (await runProgram(projectNode, ['tests/release/check-commits.ts', ...process.argv.slice(2)]))
    .exitCode;
}

await runMain(main);
