import type { TestCertificate } from '../http/certificates.ts';
import { startFakeServer, type FakeServer, type FakeServerOptions } from '../http/fake-server.ts';
import type { Faults } from '../http/faults.ts';
import type { Link } from '../http/link.ts';
import type { LoggedRequest } from '../http/request-log.ts';
import { answerBytes } from './byte-service.ts';
import { createCloudKitService } from './cloudkit/cloudkit-service.ts';
import { DownloadUrls } from './download-urls.ts';
import { isByteHost, isForbidden, violationsOf } from './forbidden-calls.ts';
import type { Library } from './library/library.ts';
import { answerPage } from './page/page-service.ts';
import { icloudNames } from './region.ts';
import { IcloudSession } from './session.ts';
import { answerSetup } from './setup/setup-service.ts';
import { createSwitches, type IcloudSwitches } from './switches.ts';
import type { Exchange } from '../http/exchange.ts';

/** Parts of a fake iCloud. */
export interface FakeIcloudOptions {
  /** Valid for all of {@link icloudNames}. */
  certificate: TestCertificate;
  library: Library;
  link?: Link;
  faults?: Faults;
  /** Time of signed addresses, ms; default the real one. */
  clock?: () => number;
  /** Receiver of its requests; default a server on a port. */
  serve?: (options: FakeServerOptions) => Promise<FakeServer>;
}

/** A running fake of icloud.com: page, setup, CloudKit and byte hosts on one port. Somebody is signed in from the start. */
export interface FakeIcloud extends FakeServer {
  /** All host names that belong to it. */
  readonly names: string[];
  readonly library: Library;
  readonly session: IcloudSession;
  /** Gives an account a library of its own, which is answered while it is signed in. Any other has {@link library}. */
  addAccount(dsid: string, library: Library): void;
  readonly switches: IcloudSwitches;
  /** A `Cookie` header of the present session, for clients that have no browser. */
  readonly signedCookie: string;
  /** Requests that the product must never send; each was refused with 403. */
  readonly forbiddenCalls: LoggedRequest[];
  /** Other forbidden requests of the product: a cookie to a byte host, a body that is not plain text, a sign-in. One sentence each. */
  readonly violations: string[];
  /** @throws Error when a forbidden call arrived. */
  assertNeverWritten(): void;
}

/** Starts the fake on a free port of 127.0.0.1. */
export async function startFakeIcloud(options: FakeIcloudOptions): Promise<FakeIcloud> {
  const { certificate, library, link, faults, clock = Date.now, serve = startFakeServer } = options;
  const session = new IcloudSession();
  session.signIn();
  const switches = createSwitches();
  const urls = new DownloadUrls(clock);
  const violations: string[] = [];
  const serviceOf = (whose: Library) =>
    createCloudKitService({ library: whose, session, switches, urls, clock });
  const answerCloudKit = serviceOf(library);
  const others = new Map<string, ReturnType<typeof serviceOf>>();

  const handle = async (exchange: Exchange): Promise<void> => {
    const { host, headers, method, rawPath } = exchange;
    if (!switches.foreignClients) violations.push(...violationsOf({ host, path: rawPath, method, headers }));
    if (isForbidden({ host, path: rawPath, method })) return refuseForbidden(exchange);
    if (isByteHost(host)) return answerBytes(exchange, urls, switches);
    if (/^(p\d+-)?ckdatabasews\.icloud\.com(\.cn)?$/.test(host))
      return (others.get(session.account.dsid) ?? answerCloudKit)(exchange);
    if (/^setup\.icloud\.com(\.cn)?$/.test(host)) return answerSetup(exchange, session);
    if (/^(www\.)?icloud\.com(\.cn)?$/.test(host)) return answerPage(exchange, session, switches);
    return exchange.reply(404, { 'content-type': 'text/plain' }, 'No such host');
  };
  const server = await serve({
    certificate,
    handle,
    ...(link && { link }),
    ...(faults && { faults }),
  });

  const forbiddenCalls = () => server.requests.entries.filter(isForbidden);
  return {
    port: server.port,
    link: server.link,
    faults: server.faults,
    requests: server.requests,
    dates: server.dates,
    routeErrors: server.routeErrors,
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
    names: icloudNames,
    library,
    session,
    switches,
    violations,
    addAccount: (dsid, whose) => void others.set(dsid, serviceOf(whose)),
    get signedCookie() {
      return session
        .newCookies()
        .map(([name, value]) => `${name}=${value}`)
        .join('; ');
    },
    get forbiddenCalls() {
      return forbiddenCalls();
    },
    assertNeverWritten() {
      const calls = forbiddenCalls().map(
        ({ method, host, path }) => `${method} ${host}${path.split('?', 1)[0] ?? ''}`,
      );
      if (calls.length > 0) throw new Error(`iCloud was asked to change something: ${calls.join(', ')}`);
    },
  };
}

async function refuseForbidden(exchange: Exchange): Promise<void> {
  const body = { serverErrorCode: 'ACCESS_DENIED', reason: 'The fake takes no changes' };
  return exchange.reply(403, { 'content-type': 'application/json; charset=UTF-8' }, JSON.stringify(body));
}
