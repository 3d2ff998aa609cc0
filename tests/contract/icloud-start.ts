import { expect, onTestFinished } from 'vitest';
import { createTestCertificate, type TestCertificate } from '../fakes/http/certificates.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import { PlainClient } from '../fakes/icloud/plain-client.ts';
import { icloudNames } from '../fakes/icloud/region.ts';
import {
  startFakeIcloud,
  type FakeIcloud,
  type FakeIcloudOptions,
} from '../fakes/icloud/start-fake-icloud.ts';

let certificate: Promise<TestCertificate> | undefined;

/** A fake for the running test alone, and a client for it; at the end the fake must not have failed by itself. */
export async function startIcloud(
  library: Library,
  options: Pick<FakeIcloudOptions, 'clock'> = {},
): Promise<{ fake: FakeIcloud; client: PlainClient }> {
  certificate ??= createTestCertificate(icloudNames);
  const fake = await startFakeIcloud({ certificate: await certificate, library, ...options });
  onTestFinished(async () => {
    await fake.close();
    expect(fake.routeErrors).toEqual([]);
  });
  return { fake, client: new PlainClient(fake, await certificate) };
}
