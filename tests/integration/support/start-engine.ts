import type { RunRequest } from '../../../utils/domain/run/run-request.ts';
import { Buffer } from 'node:buffer';
import { vi } from 'vitest';
import { createMortality, mortal } from './mortal.ts';
import { forgedFetch, forgedSend, loopbackFetch, loopbackSend } from './loopback-fetch.ts';
import { pageTransport } from './page-transport.ts';
import type { World } from './start-world.ts';
import { createCallGate } from '../../../utils/engine/flow/call-gate.ts';
import { createIcloudLimiter } from '../../../utils/engine/flow/icloud-limiter.ts';
import { createEngine, type Engine } from '../../../utils/engine/engine.ts';
import { memorySpool } from '../../../utils/engine/spool/memory-spool.ts';
import type { Spool } from '../../../utils/ports/spool.ts';
import { createIcloudClient } from '../../../utils/icloud/client.ts';
import { createJottacloudClient } from '../../../utils/jottacloud/client.ts';
import { checkReadable, readAccount } from '../../../utils/icloud/session/open-session.ts';
import type { IcloudCall, IcloudReply, IcloudTransport } from '../../../utils/icloud/transport.ts';
import { everything } from '../../../utils/domain/album/choice.ts';
import { defaultArrangement } from '../../../utils/domain/layout/arrangement.ts';
import { openLog, readLatestRun } from '../../../utils/store/database.ts';
import { createLogStore } from '../../../utils/store/log-store.ts';
import { pauseRun, resumeRun, startRun } from '../../../utils/store/runs/runs.ts';
import type { LiveProgress } from '../../../utils/domain/progress/progress.ts';
import type { Run } from '../../../utils/domain/run/run.ts';
import type { ManifestMode } from '../../../utils/domain/manifest/manifest-state.ts';
import type { ProgressState } from '../../../utils/domain/manifest/progress-file.ts';

/** One life of the engine, with the buttons of the popup. */
export interface EngineLife {
  engine: Engine;
  /** Presses "Copy to Jottacloud" and waits for the end of the run. */
  transfer(request?: Partial<RunRequest>): Promise<Run>;
  /** Presses it and does not wait. */
  press(request?: Partial<RunRequest>): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Waits until the run is as wanted. */
  until(isSo: (run: Run) => boolean): Promise<Run>;
  /** The end of the run, or of the life. */
  end(): Promise<Run | 'died'>;
  /** The browser is killed: nothing more is done, all connections break. */
  kill(): void;
}

/** How a life may differ. */
export interface LifeOptions {
  /** Calls to the outside after which it is killed. */
  maxCalls?: number;
  spool?: Spool;
  /** Told of each call to iCloud before it is made; what it returns, when the call has ended. May hold the call back. */
  watch?: (call: IcloudCall) => (() => void) | Promise<() => void>;
  /** Replaces Apple's answers in the page at icloud.com. */
  forge?: (call: IcloudCall, reply: IcloudReply) => IcloudReply;
  /** Replaces the text of Jottacloud's answers. */
  forgeText?: (text: string) => string;
  /** What is kept at the destination; default: nothing, so that trees hold photos alone. */
  manifest?: ManifestMode;
  /** Text of the progress file; default: nobody wants one. */
  progress?: (state: ProgressState) => string;
  /** Name of this computer in leases. */
  device?: string;
  /** Optional hosts that the user has allowed. */
  mayFetch?: (origin: string) => boolean;
  /** The person has chosen settings in this browser. */
  hasSettings?: boolean;
  /** Hears how it goes. */
  live?: (progress: LiveProgress) => void;
}

/** Everything, as an ordinary person has it, without a look at the plan. */
export const defaultRequest: RunRequest = {
  destinationFolder: 'iCloud Photos',
  choice: everything,
  arrangement: defaultArrangement,
  speed: 'normal',
  isConfirmed: true,
};

/** A new life of the real engine in the world, on the same log, with all its real parts but for browser's ports. */
export async function startEngine(
  world: World,
  {
    maxCalls = Infinity,
    spool = memorySpool,
    watch = () => () => undefined,
    forge = (_, reply) => reply,
    forgeText,
    manifest = 'off',
    device = 'Chrome (Mac)',
    progress,
    mayFetch = () => false,
    live = () => undefined,
    hasSettings = false,
  }: LifeOptions = {},
): Promise<EngineLife> {
  const { icloud, clock, log, background } = world;
  const ownLog = await openLog(world.logName);
  const ownWay = world.connect();
  let died = (): void => undefined;
  const death = new Promise<'died'>((resolve) => (died = () => resolve('died')));
  const life = createMortality(maxCalls, () => {
    ownWay.cut();
    ownLog.close();
    died();
  });
  const loopback = mortal(ownWay, life);
  const page = pageTransport(loopback, icloud);
  const turns = createIcloudLimiter({ now: clock.now });
  const passGate = createCallGate({ now: clock.now });
  const transport: IcloudTransport = {
    post(call, signal) {
      const post = async (): Promise<IcloudReply> => {
        const ended = await watch(call);
        return page
          .post(call, signal)
          .then((reply) => forge(call, reply))
          .finally(ended);
      };
      return call.host === 'cloudkit' ? turns(() => passGate(post, signal), signal) : post();
    },
  };
  const store = mortal(createLogStore(ownLog), life);
  const engine = createEngine({
    icloud: createIcloudClient(transport, Date.now, store),
    jottacloud: createJottacloudClient(
      forgeText ? forgedFetch(loopbackFetch(loopback), forgeText) : loopbackFetch(loopback),
      forgeText ? forgedSend(loopbackSend(loopback), forgeText) : loopbackSend(loopback),
      background.tokens,
      store,
    ),
    fetch: loopbackFetch(loopback),
    store,
    spool,
    clock,
    reporter: { stored: () => undefined, live, turned: () => undefined },
    readManifestSettings: async () => ({
      mode: manifest,
      device: { id: Buffer.from(device).toString('hex').padEnd(32, '0').slice(0, 32), name: device },
      writer: '0.1.0',
    }),
    readProgressText: async (state) => progress?.(state) ?? null,
    isOnline: () => true,
    isClockWrong: () => false,
    offerArrangement: async () => !hasSettings,
    mayFetch: async (origin) => mayFetch(origin),
    isOpen: (signal) =>
      readAccount(transport, signal)
        .then((account) => checkReadable(account, transport, signal))
        .then(
          () => true,
          () => false,
        ),
  });

  const readRun = async (): Promise<Run> => {
    const run = await readLatestRun(log);
    if (!run) throw new Error('nothing was ever started');
    return run;
  };
  const press = async (request: Partial<RunRequest> = {}): Promise<void> => {
    await startRun(log, clock.now(), { ...defaultRequest, ...request });
    await engine.wake();
  };
  const end = (): Promise<Run | 'died'> => Promise.race([engine.settled().then(readRun), death]);
  return {
    engine,
    press,
    end,
    async transfer(request) {
      await press(request);
      await engine.settled();
      return readRun();
    },
    async pause() {
      await pauseRun(log);
      await engine.wake();
    },
    async resume() {
      await resumeRun(log);
      await engine.wake(true);
    },
    until: (isSo) =>
      vi.waitUntil(
        async () => {
          const run = await readRun();
          return isSo(run) && run;
        },
        { timeout: 20_000, interval: 5 },
      ),
    kill: life.die,
  };
}
