import { startModelWorld } from './model-world.ts';
import type { ModelState } from './model-state.ts';
import { checkAlways, createMemory, rememberContents } from './oracle/check-always.ts';
import { checkGalleries } from './oracle/check-galleries.ts';
import { checkEnd, checkPlan } from './oracle/check-end.ts';
import { checkManifest } from './oracle/check-manifest.ts';
import { Violation } from './oracle/violation.ts';
import { doStep } from './steps/do-step.ts';
import type { Step } from './steps/step.ts';
import { pendingSendsOf } from '../../utils/settings/pending-sends.ts';
import { readLatestRun, readLogRecord, sharedLog } from '../../utils/store/database.ts';
import { FIRST_LOG } from '../../utils/domain/account/logs.ts';
import { type Run, attentionOf } from '../../utils/domain/run/run.ts';
import { isComplete } from '../../utils/domain/run/item-counts.ts';

/** A press with nothing new may ask so often. */
const MAX_REQUESTS = 10;

/** Steps after which everything is looked at. */
const PROGRESS: ReadonlySet<Step[0]> = new Set(['settle', 'calls', 'until']);

/** Steps after which another log is in use. */
const COMPUTERS: ReadonlySet<Step[0]> = new Set(['newProfile', 'secondComputer', 'otherComputer']);

/** What can be done with a life while it lasts. */
interface Life extends AsyncDisposable {
  state: ModelState;
  /** @throws Violation */
  step(step: Step): Promise<void>;
  readRun(): Promise<Run | null>;
}

/**
 * Plays a script against the real product and the local services, and holds each of its moments against the invariants;
 * in the end all trouble is over, and everything must be at Jottacloud.
 *
 * @throws Violation
 */
export async function playLife(steps: readonly Step[]): Promise<void> {
  await using life = await startLife();
  for (const step of steps) await life.step(step);
  await healAndCopy(life);
}

export async function startLife(): Promise<Life> {
  const found: Violation[] = [];
  const starts = new Map<string, { since: number; faultsBefore: number }>();
  /** Runs whose end was looked at, and whether it was complete: where a later one is dropped, the one before it is the latest again. */
  const ended = new Map<string, boolean>();
  const memory = createMemory();
  const faultsSoFar = (): number =>
    world.services.icloud.faults.fired.length + world.services.jottacloud.faults.fired.length;
  const startOf = (run: Run): { since: number; hadFaults: boolean } => {
    const key = `${world.computer} ${run.id} ${run.startedAt}`;
    const start = starts.get(key) ?? { since: state.moment, faultsBefore: faultsSoFar() };
    starts.set(key, start);
    return { since: start.since, hadFaults: faultsSoFar() > start.faultsBefore };
  };
  const judgeEnd = async (run: Run | null): Promise<void> => {
    // What somebody else copies in the same browser, their visit looks at.
    if ((await sharedLog()).name !== FIRST_LOG) return;
    if (run?.status !== 'finished') return;
    const end = `${world.computer} ${run.id} ${run.startedAt} ${run.endedAt}`;
    const log = await sharedLog();
    const { totals } = await readLogRecord(log);
    if (ended.get(end) === false && isComplete(run, totals))
      found.push(new Violation('I1', `run ${run.id} was not complete at its end, and is now`));
    if (ended.has(end)) return;
    ended.set(end, isComplete(run, totals));
    found.push(...checkEnd(state, { run, totals, ...startOf(run) }));
    if (isComplete(run, totals)) found.push(...(await checkGalleries(state, log, run, startOf(run).since)));
    state.wishes = state.wishes.filter(({ kind, assetNames }) =>
      kind === 'copy'
        ? run.choice.picks !== null
        : run.choice.picks !== null && !assetNames.every((name) => run.choice.picks?.assets.includes(name)),
    );
  };
  const world = await startModelWorld(async (isIdle) => {
    if (isIdle) await judgeEnd(await readRun());
  });
  const state: ModelState = {
    ...{ world, moment: 1, photos: [], albums: [], folders: [], shared: null, newsAt: 0 },
    ...{ damagedAt: 0, damagedInCheckAt: 0 },
    ...{ touchedAt: new Map(), parents: new Map(), formerAlbums: new Map(), foreign: new Map() },
    ...{ disturbed: new Set(), versionsByHand: new Map(), wishes: [], troubledAt: 0, lookedAt: 0 },
    get isTroubled() {
      const { icloud, jottacloud, library } = world.services;
      const { zoneErrors, recordErrors } = icloud.switches;
      return (
        !world.isOnline ||
        icloud.faults.isPending ||
        jottacloud.faults.isPending ||
        zoneErrors.size + recordErrors.size > 0 ||
        library.primary.countedOnly !== 0 ||
        jottacloud.user.capacityBytes >= 0
      );
    },
  };
  const readRun = async (): Promise<Run | null> => readLatestRun(await sharedLog());

  return {
    state,
    readRun,
    async step(step) {
      state.moment += 1;
      await doStep(state, step);
      // Names belong to one log. What recovery gives them is held by tests/integration/recovery.
      if (COMPUTERS.has(step[0])) memory.given.clear();
      await world.time.settle();
      rememberContents(state, memory);
      const run = await readRun();
      // Its browser may have died before anybody heard of the end.
      await judgeEnd(run);
      if (run) {
        const { since, hadFaults } = startOf(run);
        if (run.status === 'planned' && !hadFaults) found.push(...checkPlan(state, run, since));
      }
      if (PROGRESS.has(step[0])) found.push(...(await checkAlways(state, await sharedLog(), memory)));
      if (step[0] === 'settle') found.push(...(await lostPresses(state, run)));
      const [first] = found;
      if (first) throw first;
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** Presses of which nothing is left, though nobody took them back. */
async function lostPresses({ wishes }: ModelState, run: Run | null): Promise<Violation[]> {
  const isWaiting = run !== null && run.status !== 'finished';
  if (isWaiting || (await pendingSendsOf(FIRST_LOG).getValue()).length > 0) return [];
  return wishes.map(({ kind, at }) => new Violation('I10', `the press on ${kind} at moment ${at} is lost`));
}

/** Trouble ends, presses follow: what changed is copied, nothing new costs nothing, and all of it is there. */
async function healAndCopy(life: Life): Promise<void> {
  const { state } = life;
  // Of a library without any photo nothing is copied: the run stops and says so.
  await life.step(['add', 1]);
  const { icloud, library } = state.world.services;
  icloud.faults.clear();
  state.world.services.jottacloud.faults.clear();
  for (const step of [['online'], ['room'], ['recordsFine'], ['settle'], ['goOn'], ['settle']] as Step[])
    await life.step(step);
  const isStanding = icloud.switches.zoneErrors.size > 0 || library.primary.countedOnly !== 0;
  if (isStanding) {
    await copy(life);
    await copyNothing(life);
    await life.step(['zoneFine']);
  }
  await copy(life);
  await copyNothing(life);
  const run = await life.readRun();
  const { totals } = await readLogRecord(await sharedLog());
  if (!run || !isComplete(run, totals))
    throw new Violation(
      'I2',
      `all trouble is over, and the copy is not complete: ${JSON.stringify(run?.shortfalls)}`,
    );
  const [wrong] = await checkManifest(state, await sharedLog());
  if (wrong) throw wrong;
}

/** Presses on Start for one plan: one that is older than an hour is counted again, and shown again. */
const MAX_STARTS = 3;

/** Waits for a run that works while services are in trouble: one wait is short then. */
const MAX_WAITS = 5;

/** Brings what is under way to its end. */
async function finish(life: Life): Promise<void> {
  await life.step(['settle']);
  for (let waits = 1; waits < MAX_WAITS && (await life.readRun())?.status === 'active'; waits += 1)
    await life.step(['settle']);
  for (let starts = 0; starts < MAX_STARTS && (await life.readRun())?.status === 'planned'; starts += 1)
    for (const step of [['start'], ['settle']] as Step[]) await life.step(step);
}

/** One press, to its end; what is under way ends before it. */
async function copy(life: Life): Promise<void> {
  for (const step of [['settle'], ['goOn']] as Step[]) await life.step(step);
  await finish(life);
  await connectAgain(life);
  await life.step(['press']);
  await finish(life);
  const run = await life.readRun();
  // A blocked run is not awaited to its end.
  if (run?.status !== 'finished' && !life.state.isTroubled)
    throw new Violation('I5', `a press does not end: ${run?.status} ${JSON.stringify(attentionOf(run))}`);
}

/** A death after Jottacloud has renewed the sign-in and before it is stored ends it: the person pastes a new token. */
async function connectAgain(life: Life): Promise<void> {
  if (attentionOf(await life.readRun())?.code !== 'jottacloud-signed-out') return;
  const { handlers, press, services } = life.state.world;
  await press(() => handlers.connect({ token: services.jottacloud.createLoginToken() }));
  await life.step(['goOn']);
  await finish(life);
}

/** A press with nothing new. What has failed is tried again once, or forgotten where it is gone: that is new. */
async function copyNothing(life: Life): Promise<void> {
  const { totals } = await readLogRecord(await sharedLog());
  if (totals.filesFailed > 0) return copy(life);
  const { services } = life.state.world;
  const before = services.requestCount;
  await copy(life);
  const asked = services.requestCount - before;
  if (asked > MAX_REQUESTS) throw new Violation('I4', `a press with nothing new asked ${asked} requests`);
}
