// `npm start`: the extension in a browser against local services, as the very first command after `git clone`.
// Arguments are passed to tests/practice/practice.ts: `npm start -- --headless`.
import { runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const env = { CHROMIUM_PATH: await ensureChromium() };
  const args = ['tests/practice/practice.ts', ...process.argv.slice(2)];
  return (await runProgram(projectNode, args, { env, stdin: 'inherit' })).exitCode;
}

await runMain(main);
