import { readFile } from 'node:fs/promises';
import type { TestCertificate } from './http/certificates.ts';
import { icloudNames } from './icloud/region.ts';
import { JOTTACLOUD_NAMES } from './jottacloud/identity-hosts.ts';

let known: Promise<TestCertificate> | undefined;

/**
 * The one certificate of all local services: the one that `TEST_CERTIFICATE` names, which is the same for a whole run
 * of tests (tests/support/share-certificate.ts), else one for this process.
 */
export const testCertificate = (): Promise<TestCertificate> => (known ??= readOrMake());

async function readOrMake(): Promise<TestCertificate> {
  const file = process.env['TEST_CERTIFICATE'];
  if (file !== undefined) return JSON.parse(await readFile(file, 'utf8')) as TestCertificate;
  // the library takes as long to load as many a test file to run
  const { createTestCertificate } = await import('./http/certificates.ts');
  return createTestCertificate([...icloudNames, ...JOTTACLOUD_NAMES]);
}
