import type { TestCertificate } from '../http/certificates.ts';
import { startFakeServer, type FakeServer, type FakeServerOptions } from '../http/fake-server.ts';
import type { Faults } from '../http/faults.ts';
import type { Link } from '../http/link.ts';
import { serveApi } from './api-routes.ts';
import { readBearer } from './identity/bearer.ts';
import { ContentStore } from './store/content-store.ts';
import { JOTTACLOUD_NAMES, REALM_BY_HOST } from './identity/identity-hosts.ts';
import { serveIdentity } from './identity/identity-routes.ts';
import { serveJfs } from './jfs/jfs-routes.ts';
import { JfsTree } from './jfs/jfs-tree.ts';
import { OpenUploads } from './store/open-uploads.ts';
import type {
  JottaUser,
  ListStreamSwitches,
  PreviewSwitches,
  RecordedAllocation,
  RecordedUpload,
  Service,
  UploadSwitches,
} from './service.ts';
import { StoredFiles } from './store/stored-files.ts';
import { testCertificate } from '../test-certificate.ts';
import { TokenStore, type LoginToken } from './identity/token-store.ts';
import { serveUpload } from './upload-route.ts';
import type { Exchange } from '../http/exchange.ts';

/** Initial state of a fake account. */
export interface FakeJottacloudOptions {
  /** Default: the one of all local services. */
  certificate?: TestCertificate;
  link?: Link;
  faults?: Faults;
  /** False: HTTP/1.1 alone. */
  http2?: boolean;
  user?: Partial<JottaUser>;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Receiver of its requests; default a server on a port. */
  serve?: (options: FakeServerOptions) => Promise<FakeServer>;
}

/** A running Jottacloud with one account: identity, api, jfs and upload hosts on one port. */
export interface FakeJottacloud extends FakeServer {
  readonly certificate: TestCertificate;
  /** Host names it answers for, as a certificate wants them. */
  readonly names: readonly string[];
  readonly user: JottaUser;
  readonly tokens: TokenStore;
  readonly tree: StoredFiles;
  readonly liststream: ListStreamSwitches;
  readonly uploadSwitches: UploadSwitches;
  readonly previewSwitches: PreviewSwitches;
  /** Every upload POST, in order. */
  readonly uploads: readonly RecordedUpload[];
  /** Every allocate that was answered 200, in order. */
  readonly allocations: readonly RecordedAllocation[];
  /** Violations by the client, whatever the answer was; empty for a good client. */
  readonly violations: readonly string[];
  /** A personal login token as the user pastes it; works once. */
  createLoginToken(overrides?: Partial<LoginToken>): string;
  /** From now on stored content must be uploaded again for other paths. */
  forgetBlobs(): void;
}

/** Starts the account; big files lie in a temporary directory that `close` removes. */
export async function startFakeJottacloud(options: FakeJottacloudOptions = {}): Promise<FakeJottacloud> {
  const { now = () => Date.now(), serve = startFakeServer } = options;
  const certificate = options.certificate ?? (await testCertificate());
  const contents = new ContentStore();
  const user: JottaUser = {
    username: '64e1f0a2b3c4d5e6f7081920',
    loginUsername: '5f0b1c2d3e4f5a6b7c8d9e0f',
    name: 'Kari Nordmann',
    email: 'kari@example.org',
    capacityBytes: -1,
    otherBytes: 0,
    writeLocked: false,
    ...options.user,
  };
  const service: Service = {
    user,
    now,
    tokens: new TokenStore(now),
    tree: new JfsTree(now),
    contents,
    openUploads: new OpenUploads(contents),
    liststream: {
      rootElement: 'filelist',
      folders: 'before-their-files',
      noStats: false,
      wrongStats: false,
      endsEarly: false,
      upperCaseMd5: false,
    },
    uploadSwitches: {
      corruptNext: 0,
      checkTokenAtEnd: false,
      ignoresConflictHandler: false,
      refusesConflictHandler: false,
      host: 'up-no-001.jottacloud.com',
      partsAreFine: false,
    },
    previewSwitches: { kindOf: () => 'jpeg', pictureOf: () => undefined },
    uploads: [],
    allocations: [],
    violations: [],
  };
  const { link, faults, http2 } = options;
  const server = await serve({
    certificate,
    ...(link && { link }),
    ...(faults && { faults }),
    ...(http2 !== undefined && { http2 }),
    handle: (exchange) => route(service, exchange),
  });
  const close = async () => {
    await server.close();
    await contents.close();
  };
  return {
    ...server,
    certificate,
    names: JOTTACLOUD_NAMES,
    user,
    tokens: service.tokens,
    tree: new StoredFiles(service),
    liststream: service.liststream,
    uploadSwitches: service.uploadSwitches,
    previewSwitches: service.previewSwitches,
    uploads: service.uploads,
    allocations: service.allocations,
    violations: service.violations,
    createLoginToken: (overrides) => service.tokens.createLoginToken(user.loginUsername, overrides),
    forgetBlobs: () => contents.forget(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const ROUTES: Record<string, (service: Service, exchange: Exchange) => Promise<void>> = {
  'api.jottacloud.com': serveApi,
  'jfs.jottacloud.com': serveJfs,
};

/** First what concerns every host, then the host's own routes. */
async function route(service: Service, exchange: Exchange): Promise<void> {
  const { host, method, headers } = exchange;
  const what = `${method} ${host}${exchange.url.pathname}`;
  if (headers.cookie !== undefined) service.violations.push(`cookie sent: ${what}`);
  const bearer = readBearer(exchange);
  const isOwn = `.${host}`.endsWith('.jottacloud.com');
  const isUpload = isOwn && host === service.uploadSwitches.host;
  const serve = isUpload ? serveUpload : ROUTES[host];
  if (bearer !== undefined && !serve) service.violations.push(`access token sent to the wrong host: ${what}`);
  if (method === 'OPTIONS') service.violations.push(`preflight: ${what}`);
  if (method === 'OPTIONS' || /^(chrome|moz)-extension:/.test(headers.origin ?? '')) {
    // Whether the service does so is unknown; if it does, only a client that hides its origin works. 1.8
    return exchange.reply(403, { 'content-type': 'text/plain' }, 'Invalid CORS request');
  }
  if (REALM_BY_HOST.has(host)) return serveIdentity(service, exchange);
  if (!serve) {
    service.violations.push(`no such host: ${what}`);
    return exchange.reply(404, { 'content-type': 'text/html' }, '<html><body>404 Not Found</body></html>');
  }
  return serve(service, exchange);
}
