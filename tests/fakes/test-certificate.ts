import { readFile } from 'node:fs/promises';
import type { TestCertificate } from './http/certificates.ts';
import { icloudNames } from './icloud/region.ts';
import { JOTTACLOUD_NAMES } from './jottacloud/identity/identity-hosts.ts';

let known: Promise<TestCertificate> | undefined;

/**
 * Returns the certificate of all local services. Global setup makes one for the whole run and names its file in
 * `TEST_CERTIFICATE` (tests/support/share-certificate.ts). Without that variable each process makes its own.
 */
export const testCertificate = (): Promise<TestCertificate> => (known ??= readOrMake());

async function readOrMake(): Promise<TestCertificate> {
  const file = process.env['TEST_CERTIFICATE'];
  if (file !== undefined) return JSON.parse(await readFile(file, 'utf8')) as TestCertificate;
  // Loading the certificate library takes 0.3 s of processor time, so only who needs it pays for it.
  const { createTestCertificate } = await import('./http/certificates.ts');
  return createTestCertificate([...icloudNames, ...JOTTACLOUD_NAMES]);
}
