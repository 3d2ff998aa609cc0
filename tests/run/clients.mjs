// `npm run clients`: rclone, icloudpd and pyicloud, which other people wrote, against our local services.
// Arguments are passed to Vitest: `npm run clients -- icloudpd`.
import { delimiter, dirname } from 'node:path';
import { runMain } from './clear-failure.mjs';
import { ensureClientRclone } from './ensure-client-rclone.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { ensurePythonClients } from './ensure-python-clients.mjs';
import { runProgram } from './run-program.mjs';

async function main() {
  await ensurePackages();
  const [rclone, python] = await Promise.all([ensureClientRclone(), ensurePythonClients()]);
  // the contract tests of Jottacloud take the rclone that comes first on PATH
  if (rclone) process.env.PATH = [dirname(rclone), process.env.PATH ?? ''].join(delimiter);
  const env = { FOTOFLYTT_CLIENTS: 'run', ...(rclone && { CLIENT_RCLONE: rclone }), ...python };
  const args = ['run', '--project', 'clients', ...process.argv.slice(2)];
  return (await runProgram('vitest', args, { env })).exitCode;
}

await runMain(main);
