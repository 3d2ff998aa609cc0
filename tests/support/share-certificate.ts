import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCertificate } from '../fakes/test-certificate.ts';

/** Global setup: makes one certificate for all tests of the run. @returns the teardown */
export default async function shareCertificate(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fotoflytt-certificate-'));
  const file = join(folder, 'certificate.json');
  await writeFile(file, JSON.stringify(await testCertificate()), { mode: 0o600 });
  process.env['TEST_CERTIFICATE'] = file;
  return async () => {
    delete process.env['TEST_CERTIFICATE'];
    await rm(folder, { recursive: true, force: true });
  };
}
