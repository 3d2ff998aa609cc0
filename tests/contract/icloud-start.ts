import { expect, onTestFinished } from 'vitest';
import type { Library } from '../fakes/icloud/library/library.ts';
import { PlainClient } from '../fakes/icloud/plain-client.ts';
import {
  startFakeIcloud,
  type FakeIcloud,
  type FakeIcloudOptions,
} from '../fakes/icloud/start-fake-icloud.ts';
import { testCertificate } from '../fakes/test-certificate.ts';

/** Starts a fake for the running test, with a client. Fails the test at the end if the fake threw. */
export async function startIcloud(
  library: Library,
  options: Pick<FakeIcloudOptions, 'clock'> = {},
): Promise<{ fake: FakeIcloud; client: PlainClient }> {
  const certificate = await testCertificate();
  const fake = await startFakeIcloud({ certificate, library, ...options });
  onTestFinished(async () => {
    await fake.close();
    expect(fake.routeErrors).toEqual([]);
  });
  return { fake, client: new PlainClient(fake, certificate) };
}
