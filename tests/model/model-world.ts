import { IDBFactory } from 'fake-indexeddb';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createCallBudget, type CallBudget } from './call-budget.ts';
import { type EngineLife, startEngineLife } from './engine-life.ts';
import { startBrowser } from './fake-browser.ts';
import { networkFetch, networkTransport, type Send } from './in-process-network.ts';
import { createLogDeaths, deleteDatabase, type LogDeaths } from './log-deaths.ts';
import { type ModelServices, startServices } from './model-services.ts';
import { createModelTime, type ModelTime } from './model-time.ts';
import type { EngineHost } from '../../entrypoints/background/host/engine-host.ts';
import { composeHandlers, composeTopUps } from '../../entrypoints/background/compose.ts';
import { createInPageActions } from '../../entrypoints/background/in-page/in-page-actions.ts';
import { startPendingSends } from '../../entrypoints/background/in-page/send-queue.ts';
import { followRun } from '../../entrypoints/background/run-watchdog.ts';
import { FIRST_LOG } from '../../utils/domain/account/logs.ts';
import type { PowerState } from '../../utils/domain/top-up/top-up.ts';
import { readLatestRun, sharedLog } from '../../utils/store/database.ts';
import { pendingSendsOf } from '../../utils/settings/pending-sends.ts';

/** Alarms go off half a minute late at most. */
const ALARM_MS = 31_000;
/** Runs that one wait may see begin and end. */
const MAX_ROUNDS = 20;

type Handlers = ReturnType<typeof composeHandlers>;

/** Everything that a browser profile keeps. */
interface Computer {
  number: number;
  databases: IDBFactory;
  stored: Record<string, unknown>;
}

/** One user with a browser, both services, and a virtual time. */
export interface ModelWorld extends AsyncDisposable {
  services: ModelServices;
  time: ModelTime;
  budget: CallBudget;
  deaths: LogDeaths;
  /** The real background: what a press asks of it. */
  handlers: Handlers;
  page: ReturnType<typeof createInPageActions>;
  /** The alarm of top-ups goes off: they do what is due. */
  topUpAlarm(): Promise<void>;
  isOnline: boolean;
  /** A page at icloud.com is open. */
  hasPage: boolean;
  /** What the computer reports of battery and connection. */
  power: PowerState;
  /** Presses something: waits until it is done, or the browser has died of it. */
  press(work: () => Promise<unknown>): Promise<void>;
  /** Lets the product run for a number of calls, or until it stops. */
  resume(calls: number, maxMs?: number): Promise<boolean>;
  /** The browser is killed; it is started again by the next thing that needs it. */
  die(): void;
  /** Number of the computer in use. */
  readonly computer: number;
  /** The person continues at a computer with an empty profile. The former one is lost, or kept to come back to. */
  newComputer(isKept: boolean): Promise<void>;
  /** The person goes back to the computer that was kept, if there is one; the one in use is kept. */
  otherComputer(): Promise<void>;
}

/** @param turned hears of each change of the engine before the background does */
export async function startModelWorld(turned: (idle: boolean) => Promise<void>): Promise<ModelWorld> {
  const time = createModelTime();
  const deaths = createLogDeaths();
  const world = { isOnline: true, hasPage: true, power: { hasLowBattery: false, isMetered: false } };
  const services = await startServices();
  const page = networkTransport(services.send, () => services.icloud.signedCookie);
  const browser = startBrowser(
    () => world.hasPage,
    (call) => page.post(call, new AbortController().signal),
  );
  const budget = createCallBudget();
  const realFetch = globalThis.fetch;
  let current: EngineLife | null = null;
  let isDead = false;
  let starting: Promise<EngineLife> | null = null;
  let logOfLife: string | null = null;

  /** As the host does: the engine of another log ends first. */
  const engineLife = (log: string): Promise<EngineLife> => {
    if (log !== logOfLife) {
      current?.end();
      [current, starting, logOfLife] = [null, null, log];
    }
    starting ??= startEngineLife(log, {
      send: services.send,
      cookie: () => services.icloud.signedCookie,
      tokens: (minLifeMs, refused) => handlers.accessToken({ minLifeMs, refused }),
      manifestSettings: () => handlers.manifestSettings(),
      budget,
      isOnline: () => world.isOnline,
      turned: ({ idle, percent }) => {
        const life = current;
        const report = async (): Promise<void> => {
          await turned(idle);
          if (life === current && !isDead) await handlers.engineChanged({ log, idle, percent });
        };
        report().catch(() => undefined);
      },
    }).then((life) => {
      if (log === logOfLife) current = life;
      else life.end();
      return life;
    });
    return starting;
  };
  const wake = (atOnce: boolean, log: string): void => {
    engineLife(log)
      .then(({ engine }) => engine.wake(atOnce))
      .catch(() => undefined);
  };
  const host: EngineHost = {
    wake: async ({ atOnce, log }) => wake(atOnce, log),
    nudge: async (log) => {
      if (current) wake(false, log);
    },
    release: async () => undefined,
    readPower: async () => world.power,
  };
  const send: Send = (request, signal) =>
    world.isOnline ? services.send(request, signal) : Promise.reject(new TypeError('Failed to fetch'));
  const topUps = composeTopUps(host, {
    transport: networkTransport(send, () => services.icloud.signedCookie),
    hasAny: async () => world.hasPage,
  });
  const handlers = composeHandlers(host, topUps, { read: async () => [] });
  globalThis.fetch = networkFetch(send) as typeof fetch;

  /** The browser starts after a death, as `entrypoints/background/index.ts` does it. */
  const revive = async (): Promise<void> => {
    if (!isDead) return;
    isDead = false;
    await followRun(host);
    await startPendingSends(host);
  };
  const die = (): void => {
    if (isDead) return;
    isDead = true;
    current?.life.die();
    [current, starting] = [null, null];
    deaths.disarm();
    deaths.closeAll();
    browser.forgetLocks();
    time.forgetTimers();
  };
  /** Nothing is left to do: no run that waits has begun, and none that waits may begin. */
  const isDone = async (): Promise<boolean> => {
    const run = await readLatestRun(await sharedLog());
    if (run?.status === 'active') return false;
    const isAtRest = run === null || run.status === 'finished' || run.status === 'planned';
    return !(isAtRest && (await startPending()));
  };
  const whileAlive = async (work: () => Promise<unknown>): Promise<void> => {
    let isOver = false;
    const done = work().then(
      () => (isOver = true),
      (error: unknown) => {
        isOver = true;
        if (!isDead) throw error;
      },
    );
    done.catch(() => undefined);
    await time.passUntil(() => isOver || isDead, 600_000);
    if (isOver) await done;
  };

  const press = async (work: () => Promise<unknown>): Promise<void> => {
    await whileAlive(revive);
    if (!isDead) await whileAlive(work);
  };
  /**
   * Starts presses from iCloud Photos when they are due. An alarm wakes them if a timer is lost.
   *
   * @returns whether anything has begun
   */
  const startPending = async (): Promise<boolean> => {
    const sends = pendingSendsOf(FIRST_LOG);
    const before = (await sends.getValue()).length;
    if (isDead || before === 0) return false;
    await time.passUntil(() => false, ALARM_MS);
    if (!isDead) await whileAlive(() => startPendingSends(host));
    await time.settle();
    return (await sends.getValue()).length < before;
  };

  const resume = async (calls: number, maxMs = Infinity): Promise<boolean> => {
    await whileAlive(revive);
    budget.grant(calls);
    const start = performance.now();
    let isOver = false;
    for (let rounds = 0; rounds < MAX_ROUNDS && !isOver; rounds += 1) {
      let isSettled = false;
      const life = starting ? await starting.catch(() => null) : null;
      if (life) void life.engine.settled().then(() => (isSettled = true));
      else isSettled = true;
      const left = maxMs - (performance.now() - start);
      if (!(await time.passUntil(() => isSettled || isDead || budget.isSpent, left))) break;
      if (isDead || budget.isSpent) break;
      await time.settle();
      isOver = life === current && (await isDone());
    }
    budget.freeze();
    await time.settle();
    return isOver && !isDead;
  };

  let kept: Computer | null = null;
  let [computer, computers] = [1, 1];
  /** The browser is closed. @returns all that its profile holds */
  const leave = async (): Promise<Computer> => {
    budget.grant(Infinity);
    // Connections that were opened after a death are closed too.
    isDead = false;
    die();
    budget.freeze();
    await time.settle();
    return {
      number: computer,
      databases: globalThis.indexedDB,
      stored: await fakeBrowser.storage.local.get(null),
    };
  };
  const enter = async ({ number, databases, stored }: Computer): Promise<void> => {
    computer = number;
    globalThis.indexedDB = databases;
    await fakeBrowser.storage.session.clear();
    await fakeBrowser.storage.local.clear();
    await fakeBrowser.storage.local.set(stored);
  };
  const connect = (): Promise<void> =>
    press(() => handlers.connect({ token: services.jottacloud.createLoginToken() }));
  const newComputer = async (isKept: boolean): Promise<void> => {
    const former = await leave();
    kept = isKept ? former : kept;
    computers += 1;
    await enter({ number: computers, databases: new IDBFactory(), stored: {} });
    await connect();
  };
  const otherComputer = async (): Promise<void> => {
    if (!kept) return;
    const next = kept;
    kept = await leave();
    await enter(next);
  };

  await connect();
  return {
    ...{ services, time, budget, deaths, handlers, press, resume, die, newComputer, otherComputer },
    page: createInPageActions(host),
    topUpAlarm: () => press(() => topUps.doDue()),
    get computer() {
      return computer;
    },
    get isOnline() {
      return world.isOnline;
    },
    set isOnline(isOnline) {
      world.isOnline = isOnline;
    },
    get hasPage() {
      return world.hasPage;
    },
    set hasPage(hasPage) {
      world.hasPage = hasPage;
    },
    get power() {
      return world.power;
    },
    set power(power) {
      world.power = power;
    },
    async [Symbol.asyncDispose]() {
      budget.grant(Infinity);
      die();
      await time.settle();
      globalThis.fetch = realFetch;
      await Promise.all([...['fotoflytt', 'fotoflytt-2', 'fotoflytt-key'].map(deleteDatabase)]);
      deaths.restore();
      await services[Symbol.asyncDispose]();
      time[Symbol.dispose]();
    },
  };
}
