// `npm run chaos`: everything goes wrong at once, for about ten minutes; writes docs/chaos.md.
// Arguments are passed to tests/chaos/chaos.ts: `npm run chaos -- --seed 7`.
import { runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const env = { CHROMIUM_PATH: await ensureChromium() };
  const args = ['--max-old-space-size=8000', 'tests/chaos/chaos.ts', ...process.argv.slice(2)];
  return (await runProgram(projectNode, args, { env })).exitCode;
}

await runMain(main);
