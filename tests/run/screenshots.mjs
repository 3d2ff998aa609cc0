// `npm run screenshots`: pictures of every state of every page, in both themes and languages, in .output/screenshots.
import { runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const env = { CHROMIUM_PATH: await ensureChromium() };
  return (await runProgram(projectNode, ['tests/practice/screenshots.ts'], { env })).exitCode;
}

await runMain(main);
