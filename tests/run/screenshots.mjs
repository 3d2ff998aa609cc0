// `npm run screenshots`: pictures of every state of every page, in both themes and languages, in .output/screenshots.
// `npm run screenshots -- --store`: the pictures for the stores, in .output/store.
import { runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const env = { CHROMIUM_PATH: await ensureChromium() };
  const isForStores = process.argv.includes('--store');
  const program = isForStores ? 'tests/practice/store-pictures.ts' : 'tests/practice/screenshots.ts';
  return (await runProgram(projectNode, [program], { env })).exitCode;
}

await runMain(main);
