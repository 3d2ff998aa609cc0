import { Faults } from '../fakes/http/faults.ts';
import { Link } from '../fakes/http/link.ts';
import { type FakeIcloud, startFakeIcloud } from '../fakes/icloud/start-fake-icloud.ts';
import type { Library } from '../fakes/icloud/library/library.ts';
import { testCertificate } from '../fakes/test-certificate.ts';
import { type FakeJottacloud, startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';

/** Both ends of a move on this machine, behind one home link. */
export interface Services {
  icloud: FakeIcloud;
  jottacloud: FakeJottacloud;
  link: Link;
  /** The CA that both certificates are of, PEM. */
  caPem: string;
  /** Public key of the certificate, as Chromium wants it. */
  spki: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts iCloud with a library and an empty Jottacloud.
 *
 * @param faultSeed of the chance by which faults with a probability happen
 */
export async function startServices(library: Library, faultSeed = 1): Promise<Services> {
  const link = new Link();
  const certificate = await testCertificate();
  const icloud = await startFakeIcloud({ certificate, library, link, faults: new Faults(faultSeed) });
  const jottacloud = await startFakeJottacloud({ certificate, link, faults: new Faults(faultSeed + 1) });
  const close = async (): Promise<void> => {
    await Promise.all([icloud.close(), jottacloud.close()]);
  };
  return {
    icloud,
    jottacloud,
    link,
    caPem: certificate.caPem,
    spki: certificate.spki,
    close,
    [Symbol.asyncDispose]: close,
  };
}
