// `npm run map`: draws the rooms and their imports into .output/map.md.
import { runMain } from './clear-failure.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  return (await runProgram(projectNode, ['tests/map/map.ts'])).exitCode;
}

await runMain(main);
