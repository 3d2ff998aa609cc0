// `npm run screenshots`: pictures of every state of every page, in both themes and languages, in .output/screenshots.
// `npm run screenshots -- report welcome`: only states whose names contain one of these words.
// `npm run screenshots -- --languages=fi,de report`: in these languages.
// `npm run screenshots -- --narrow`: pages as wide as a phone.
// `npm run screenshots -- --store`: the pictures for the stores, in .output/store.
// `npm run screenshots -- --real`: pages with pictures of photos, of a real run, in .output/real.
// `npm run screenshots -- --picker`: the picker on iCloud Photos after a copy, in .output/picker.
// `npm run screenshots -- --loading`: the README's pictures of how to load the folder; FIREFOX_PATH for Firefox's.
import { runMain } from './clear-failure.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { projectNode } from './project.mjs';
import { runProgram } from './run-program.mjs';

const PROGRAMS = {
  '--store': 'tests/practice/store-pictures.ts',
  '--loading': 'tests/practice/loading-pictures.ts',
  '--real': 'tests/practice/real-pictures.ts',
  '--picker': 'tests/practice/picker-pictures.ts',
};

async function main() {
  await ensurePackages();
  const env = { CHROMIUM_PATH: await ensureChromium() };
  const asked = Object.keys(PROGRAMS).find((option) => process.argv.includes(option));
  const program = asked ? PROGRAMS[asked] : 'tests/practice/screenshots.ts';
  const others = process.argv.slice(2).filter((word) => word !== asked);
  return (await runProgram(projectNode, [program, ...others], { env })).exitCode;
}

await runMain(main);
