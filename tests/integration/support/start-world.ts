import 'fake-indexeddb/auto';
import { expect } from 'vitest';
import { createFastClock, type FastClock } from './fast-clock.ts';
import { createLoopback, type Loopback } from './loopback.ts';
import { loopbackFetch } from './loopback-fetch.ts';
import { type Background, signInToJottacloud } from './sign-in-to-jottacloud.ts';
import { openLog } from '../../../utils/store/database.ts';
import type { Library } from '../../fakes/icloud/library/library.ts';
import { type FakeIcloud, startFakeIcloud } from '../../fakes/icloud/start-fake-icloud.ts';
import { type FakeJottacloud, startFakeJottacloud } from '../../fakes/jottacloud/fake-jottacloud.ts';
import { testCertificate } from '../../fakes/test-certificate.ts';
import type { LogDatabase } from '../../../utils/store/schema.ts';

/** Both services, and what one browser profile keeps between two lives of the engine. */
export interface World extends AsyncDisposable {
  icloud: FakeIcloud;
  jottacloud: FakeJottacloud;
  library: Library;
  /** Name of the log's database. */
  logName: string;
  /** A connection to the log that no death closes. */
  log: LogDatabase;
  background: Background;
  clock: FastClock;
  /** Another way to the services, to be cut when its user dies. */
  connect(): Loopback;
}

/** Options of a world. */
export interface WorldOptions {
  /** How much faster than the real clock; at 60 a minute's wait takes a second. */
  speed?: number;
  /** The services live by the same fast clock; else by the real one. */
  servicesFast?: boolean;
  accessTokenLifeSeconds?: number;
  capacityBytes?: number;
}

let worlds = 0;

/**
 * Somebody is signed in at both ends. At its end the world is looked at once more: no call that writes at Apple, no
 * token or cookie where none belongs, no mistake of the services themselves.
 */
export async function startWorld(library: Library, options: WorldOptions = {}): Promise<World> {
  const certificate = await testCertificate();
  const clock = createFastClock(options.speed ?? 60);
  const serviceNow = options.servicesFast ? clock.now : Date.now;
  const icloud = await startFakeIcloud({ certificate, library, clock: serviceNow });
  const jottacloud = await startFakeJottacloud({
    certificate,
    now: serviceNow,
    user: { capacityBytes: options.capacityBytes ?? -1 },
  });
  jottacloud.tokens.accessTokenLifeSeconds = options.accessTokenLifeSeconds ?? 3_600;
  const connect = (): Loopback => createLoopback([icloud, jottacloud], certificate.caPem);
  const ownWay = connect();
  const tokenNow = options.servicesFast ? clock.now : createFastClock(1).now;
  const background = await signInToJottacloud(loopbackFetch(ownWay), tokenNow, jottacloud.createLoginToken());
  worlds += 1;
  const logName = `world ${worlds}`;
  const log = await openLog(logName);
  return {
    ...{ icloud, jottacloud, library, logName, log, background, clock, connect },
    async [Symbol.asyncDispose]() {
      ownWay.cut();
      log.close();
      await Promise.all([icloud.close(), jottacloud.close()]);
      icloud.assertNeverWritten();
      expect([...icloud.violations, ...jottacloud.violations]).toEqual([]);
      expect([...icloud.routeErrors, ...jottacloud.routeErrors]).toEqual([]);
    },
  };
}
