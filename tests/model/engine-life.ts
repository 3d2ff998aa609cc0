import { Buffer } from 'node:buffer';
import type { CallBudget } from './call-budget.ts';
import { networkFetch, networkSendBody, networkTransport, type Send } from './in-process-network.ts';
import { createCallGate } from '../../utils/engine/flow/call-gate.ts';
import { createIcloudLimiter } from '../../utils/engine/flow/icloud-limiter.ts';
import { createEngine, type Engine } from '../../utils/engine/engine.ts';
import { memorySpool } from '../../utils/engine/spool/memory-spool.ts';
import type { Clock } from '../../utils/ports/clock.ts';
import type { ManifestSettings } from '../../utils/domain/manifest/manifest-state.ts';
import type { Reporter } from '../../utils/ports/reporter.ts';
import { realClock } from '../../utils/engine/flow/real-clock.ts';
import { createIcloudClient } from '../../utils/icloud/client.ts';
import { checkReadable, readAccount } from '../../utils/icloud/session/open-session.ts';
import type { IcloudTransport } from '../../utils/icloud/transport.ts';
import { createJottacloudClient } from '../../utils/jottacloud/client.ts';
import type { GetToken } from '../../utils/jottacloud/sign-in/authorized-call.ts';
import { openOwnedLog } from '../../utils/store/database.ts';
import { createLogStore } from '../../utils/store/log-store.ts';
import { takeArrangement } from '../../utils/settings/take-arrangement.ts';
import { createMortality, mortal, type Mortality } from '../integration/support/mortal.ts';
import { cacheToken } from '../../utils/jottacloud/sign-in/get-token.ts';

/** Parts of the world that an engine gets. */
export interface EngineSurroundings {
  send: Send;
  cookie(): string;
  tokens: GetToken;
  manifestSettings(): Promise<ManifestSettings>;
  budget: CallBudget;
  isOnline(): boolean;
  turned: Reporter['turned'];
}

/** One life of the engine: it ends with its browser. */
export interface EngineLife {
  engine: Engine;
  life: Mortality;
  /** The host ends the worker at once: it reads and writes nothing more. */
  end(): void;
}

/** The usual clock, on the model's time, with even chance. */
const clock: Clock = { ...realClock, chance: () => 0.5 };

/** The engine as its worker makes it, over the local services; every call waits for the budget. */
export async function startEngineLife(log: string, surroundings: EngineSurroundings): Promise<EngineLife> {
  const { budget, isOnline } = surroundings;
  const life = createMortality(Infinity, () => undefined);
  const send: Send = async (request, signal) => {
    await budget.pass(() => `${request.url} ${Buffer.from(request.body).toString()}`, signal);
    if (life.isDead) return new Promise<never>(() => undefined);
    if (!isOnline()) throw new TypeError('Failed to fetch');
    const answer = await surroundings.send(request, signal);
    return life.isDead ? new Promise<never>(() => undefined) : answer;
  };
  const page = networkTransport(send, surroundings.cookie);
  const turns = createIcloudLimiter({ now: clock.now });
  const passGate = createCallGate({ now: clock.now });
  const transport: IcloudTransport = {
    post: (call, signal) =>
      call.host === 'cloudkit'
        ? turns(() => passGate(() => page.post(call, signal), signal), signal)
        : page.post(call, signal),
  };
  const database = await openOwnedLog(log);
  const store = mortal(paced(createLogStore(database), budget), life);
  const engine = createEngine({
    icloud: createIcloudClient(transport),
    jottacloud: createJottacloudClient(
      networkFetch(send),
      networkSendBody(send),
      cacheToken(surroundings.tokens, clock.now),
      store,
    ),
    fetch: networkFetch(send),
    store,
    spool: memorySpool,
    clock,
    reporter: {
      stored: () => undefined,
      live: () => undefined,
      turned: (change) => (life.isDead ? undefined : surroundings.turned(change)),
    },
    isOnline,
    isClockWrong: () => false,
    offerArrangement: takeArrangement,
    readManifestSettings: surroundings.manifestSettings,
    readProgressText: async () => null,
    mayFetch: async () => true,
    isOpen: (signal) =>
      readAccount(transport, signal)
        .then((account) => checkReadable(account, transport, signal))
        .then(
          () => true,
          () => false,
        ),
  });
  const end = (): void => {
    life.die();
    database.close();
  };
  return { engine, life, end };
}

/** The same methods, each of which waits for the budget first. */
function paced<Port extends object>(port: Port, budget: CallBudget): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return async (...parameters: unknown[]): Promise<unknown> => {
        await budget.pass(() => String(name));
        return Reflect.apply(method, target, parameters) as unknown;
      };
    },
  });
}
