import type { ModelState } from '../model-state.ts';
import { bo } from '../model-services.ts';
import { Violation } from '../oracle/violation.ts';
import type { Step } from './step.ts';
import { FIRST_LOG } from '../../../utils/domain/account/logs.ts';
import { isComplete } from '../../../utils/domain/run/item-counts.ts';
import { openLog, readLatestRun, readLogRecord, sharedLog } from '../../../utils/store/database.ts';
import { isBoundLog } from '../../../utils/store/listing/claim-account.ts';

/** Presses that a death may take away. */
const MAX_TRIES = 5;
/** Where the copies of the other one go. */
const FOLDER = 'iCloud Photos – Bo Berg/';

/** Everything in the user's own log, as text. */
async function dump(): Promise<string> {
  const log = await openLog();
  const all = await Promise.all(
    [...log.objectStoreNames].map(async (store) => [store, await log.getAll(store)]),
  );
  log.close();
  return JSON.stringify(all);
}

/** Presses until a log is the current one, which a death may prevent. */
async function until(state: ModelState, isOwn: boolean, work: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    await state.world.press(work);
    if (((await sharedLog()).name === FIRST_LOG) === isOwn) return true;
  }
  return false;
}

/** What of the other's photos is elsewhere, and what of the user's is in the other's folder. */
function findMixed({ world }: ModelState): string[] {
  const { boLibrary, library, jottacloud } = world.services;
  const ofBo = new Set(boLibrary.expectedOriginals().map(({ md5 }) => md5));
  const own = new Set(library.expectedOriginals().map(({ md5 }) => md5));
  return jottacloud.tree
    .files()
    .filter(({ path, md5 }) => (path.startsWith(FOLDER) ? own.has(md5) && !ofBo.has(md5) : ofBo.has(md5)))
    .map(({ path }) => path);
}

/** What a run of the other one calls complete, and is not there. */
async function findMissing({ world }: ModelState, lastRun: number): Promise<string[]> {
  const log = await sharedLog();
  const [run, { totals }] = await Promise.all([readLatestRun(log), readLogRecord(log)]);
  if (!run || run.id === lastRun || !isComplete(run, totals)) return [];
  const there = new Set(
    world.services.jottacloud.tree
      .files()
      .filter(({ path }) => path.startsWith(FOLDER))
      .map(({ md5 }) => md5),
  );
  return world.services.boLibrary
    .expectedOriginals()
    .map(({ md5 }) => md5)
    .filter((md5) => !there.has(md5));
}

/** Copies for the other one, all of it checked at Jottacloud. */
async function copyForBo(state: ModelState, calls: number): Promise<void> {
  const { world } = state;
  const { handlers } = world;
  for (const press of [handlers.copySignedIn, handlers.confirmTransfer, handlers.continueTransfer] as const)
    await world.press(() => press());
  await world.resume(calls);
  if ((await readLatestRun(await sharedLog()))?.status === 'planned')
    await world.press(() => handlers.confirmTransfer());
  await world.resume(calls);
}

/** Somebody else uses the browser for a while. Nothing of theirs touches the user's log or folder. */
export const visitSteps = {
  async visit(state: ModelState, [, photos, calls]: Extract<Step, ['visit', ...unknown[]]>): Promise<void> {
    const { world } = state;
    const { icloud, boLibrary } = world.services;
    // Before the first copy the log would be theirs.
    if (!world.isOnline || !world.hasPage || !(await isBoundLog(await sharedLog()))) return;
    const own = { ...icloud.session.account };
    for (let photo = 0; photo < photos + 1; photo += 1) boLibrary.addPhoto({ bytes: 700 + photo });
    icloud.session.signInAs(bo);
    if (await until(state, false, () => world.handlers.copySignedIn())) {
      await world.time.settle();
      const [before, last] = [await dump(), await readLatestRun(await sharedLog())];
      await copyForBo(state, calls);
      const missing = state.isTroubled
        ? []
        : await findMissing(state, last?.status === 'finished' ? last.id : 0);
      if (missing.length > 0)
        throw new Violation('I1', `complete for the other one without ${missing.join()}`);
      if ((await dump()) !== before)
        throw new Violation('I13', 'a copy of one account changed the log of another');
    }
    icloud.session.signInAs(own);
    await world.press(() => world.handlers.checkSession());
    if (!(await until(state, true, () => world.handlers.showCopyOf({ log: FIRST_LOG }))))
      throw new Violation('I13', 'the log of the account that is signed in again cannot be shown');
    const mixed = findMixed(state);
    if (mixed.length > 0) throw new Violation('I13', `photos of two accounts are mixed: ${mixed.join()}`);
  },
};
