import { createHash } from 'node:crypto';
import type { FakeServer, FakeServerOptions } from '../fakes/http/fake-server.ts';
import {
  createInProcessServer,
  type InProcessRequest,
  type InProcessServer,
} from '../fakes/http/in-process-server.ts';
import { createLibrary, type Library } from '../fakes/icloud/library/library.ts';
import { icloudNames } from '../fakes/icloud/region.ts';
import { type FakeIcloud, startFakeIcloud } from '../fakes/icloud/start-fake-icloud.ts';
import { type FakeJottacloud, startFakeJottacloud } from '../fakes/jottacloud/fake-jottacloud.ts';
import { JOTTACLOUD_NAMES } from '../fakes/jottacloud/identity/identity-hosts.ts';
import { createNetwork, type Send } from './in-process-network.ts';

/** Both services in this process, and what was asked of them. */
export interface ModelServices extends AsyncDisposable {
  icloud: FakeIcloud;
  jottacloud: FakeJottacloud;
  library: Library;
  /** The library of somebody else with whom the user shares a browser. */
  boLibrary: Library;
  send: Send;
  /** Requests since the beginning, but for those of the sign-in. */
  readonly requestCount: number;
  /** Calls whose address has this in it take some seconds. */
  slow: string | null;
  /** Time that a service of this host needs for an answer, ms; null: none. */
  answerMs: ((host: string) => number) | null;
  /** Hears of each request as it leaves. */
  heard: ((request: InProcessRequest) => void) | null;
  /** Number of complete accepted uploads of each content, by MD5. */
  sentWhole: Map<string, number>;
}

/** The other one who uses this browser. */
export const bo = { dsid: '20000000002', appleId: 'bo@example.no', fullName: 'Bo Berg' };

const NO_CERTIFICATE = { caPem: '', certPem: '', keyPem: '', spki: '' };
/** A slow call takes so long. */
const SLOW_MS = 5_000;
const UPLOAD_HOST = 'up-no-001.jottacloud.com';
const SIGN_IN_HOST = /^id\./;

/** Starts both; the library is empty but for what a new account has. */
export async function startServices(): Promise<ModelServices> {
  const servers: InProcessServer[] = [];
  const serve = async (options: FakeServerOptions): Promise<FakeServer> => {
    const server = createInProcessServer(options);
    servers.push(server);
    return server;
  };
  const library = createLibrary(1);
  const certificate = NO_CERTIFICATE;
  const clock = (): number => Date.now();
  const icloud = await startFakeIcloud({ certificate, library, clock, serve });
  const jottacloud = await startFakeJottacloud({ certificate, now: clock, serve });
  const boLibrary = createLibrary(2);
  icloud.addAccount(bo.dsid, boLibrary);
  const [icloudServer, jottacloudServer] = servers;
  if (!icloudServer || !jottacloudServer) throw new Error('two services were started');
  const network = createNetwork([
    { names: icloudNames, server: icloudServer },
    { names: JOTTACLOUD_NAMES, server: jottacloudServer },
  ]);
  const sentWhole = new Map<string, number>();
  let requestCount = 0;
  const services: ModelServices = {
    slow: null,
    answerMs: null,
    heard: null,
    ...{ icloud, jottacloud, library, boLibrary, sentWhole },
    get requestCount() {
      return requestCount;
    },
    async send(request, signal) {
      const { hostname } = new URL(request.url);
      services.heard?.(request);
      if (!SIGN_IN_HOST.test(hostname)) requestCount += 1;
      if (services.slow !== null && request.url.includes(services.slow))
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      const answerMs = services.answerMs?.(hostname) ?? 0;
      if (answerMs > 0) await new Promise((resolve) => setTimeout(resolve, answerMs));
      const answer = await network(request, signal);
      if (hostname === UPLOAD_HOST && answer.status === 200 && !('range' in request.headers)) {
        const md5 = createHash('md5').update(request.body).digest('hex');
        sentWhole.set(md5, (sentWhole.get(md5) ?? 0) + 1);
      }
      return answer;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([icloud.close(), jottacloud.close()]);
    },
  };
  return services;
}
