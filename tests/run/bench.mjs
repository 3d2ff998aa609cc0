// `npm run bench`: how fast it is; takes an hour and a half and writes docs/benchmarks.md.
// Arguments are passed to tests/bench/bench.ts: `npm run bench -- photos`.
import { runMain } from './clear-failure.mjs';
import { ensureClientRclone } from './ensure-client-rclone.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { ensureRclone } from './ensure-rclone.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const racer = await ensureClientRclone();
  const env = {
    CHROMIUM_PATH: await ensureChromium(),
    RCLONE_PATH: await ensureRclone(),
    ...(racer && { CLIENT_RCLONE: racer }),
  };
  // Room for the young objects of the services: what they spend on clearing up is taken from the browser.
  const args = [
    '--max-old-space-size=12000',
    '--max-semi-space-size=64',
    'tests/bench/bench.ts',
    ...process.argv.slice(2),
  ];
  return (await runProgram(projectNode, args, { env })).exitCode;
}

await runMain(main);
