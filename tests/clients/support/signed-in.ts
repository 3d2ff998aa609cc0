import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConnectProxy } from '../../fakes/connect-proxy.ts';
import { Link } from '../../fakes/http/link.ts';
import type { Library } from '../../fakes/icloud/library/library.ts';
import { startFakeIcloud, type FakeIcloud } from '../../fakes/icloud/start-fake-icloud.ts';
import { testCertificate } from '../../fakes/test-certificate.ts';

/** A stored sign-in lasts longer than any run. */
const COOKIES_END = '2099-01-01 00:00:00Z';

/** The local iCloud and a folder from which one program reaches it as if it had signed in before. */
export interface SignedIn {
  icloud: FakeIcloud;
  /** Below the system's folder for temporary files; gone at the end. */
  folder: string;
  /** Leads a program to the local service and lets it trust the certificate. */
  environment: Record<string, string>;
  /** Host names that the program requested and that do not exist here. */
  refused: readonly string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts the service with this library. The sign-in itself is stored by {@link storeRcloneSignIn} or
 * {@link storePythonSignIn}.
 *
 * @param further ports of other services by their name
 * @param link between the program and the service; default: no limit
 */
export async function startSignedIn(
  library: Library,
  further: Record<string, number> = {},
  link = new Link(),
): Promise<SignedIn> {
  const certificate = await testCertificate();
  const icloud = await startFakeIcloud({ certificate, library, link });
  icloud.switches.foreignClients = true;
  const names = ['*.icloud.com', '*.icloud-content.com'];
  const proxy = await startConnectProxy({
    ...Object.fromEntries(names.map((name) => [name, icloud.port])),
    ...further,
  });
  const folder = await mkdtemp(join(tmpdir(), 'fotoflytt-client-'));
  const authority = join(folder, 'ca.pem');
  await writeFile(authority, certificate.caPem);
  return {
    icloud,
    folder,
    refused: proxy.refused,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TZ: 'Europe/Oslo',
      PYTHONUTF8: '1',
      LC_ALL: 'C.UTF-8',
      HTTPS_PROXY: proxy.url,
      SSL_CERT_FILE: authority,
      REQUESTS_CA_BUNDLE: authority,
    },
    [Symbol.asyncDispose]: async () => {
      await proxy.close();
      await icloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes rclone's configuration with the remote `photos:`. @returns the variables that lead rclone to it */
export async function storeRcloneSignIn({ icloud, folder }: SignedIn): Promise<Record<string, string>> {
  const lines = [
    '[photos]',
    'type = iclouddrive',
    'service = photos',
    `apple_id = ${icloud.session.account.appleId}`,
    'trust_token = stored',
    `cookies = ${icloud.signedCookie}`,
  ];
  const path = join(folder, 'rclone.conf');
  await writeFile(path, `${lines.join('\n')}\n`);
  return { RCLONE_CONFIG: path, RCLONE_CACHE_DIR: join(folder, 'cache') };
}

/** Writes the files that icloudpd and pyicloud keep of a sign-in. @returns their folder */
export async function storePythonSignIn({ icloud, folder }: SignedIn): Promise<string> {
  const { appleId } = icloud.session.account;
  const path = join(folder, 'sign-in');
  const name = appleId.replaceAll(/\W/g, '');
  const cookies = icloud.session
    .newCookies()
    .map(
      ([cookie, value]) =>
        `Set-Cookie3: ${cookie}="${value}"; path="/"; domain=".icloud.com"; path_spec; domain_dot; secure; expires="${COOKIES_END}"; version=0`,
    );
  const jar = `#LWP-Cookies-2.0\n${cookies.join('\n')}\n`;
  const session = { session_token: icloud.session.loginToken, trust_token: 'stored', client_id: 'practice' };
  await mkdir(path);
  await Promise.all([
    writeFile(join(path, name), jar),
    writeFile(join(path, `${name}.cookiejar`), jar),
    writeFile(join(path, `${name}.session`), JSON.stringify(session)),
  ]);
  return path;
}
