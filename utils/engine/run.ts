import type { IcloudSession } from '../icloud/responses/session-responses.ts';
import { isSharedAlbum } from '../icloud/zone.ts';
import type { Run } from '../domain/run/run.ts';
import type { Backoffs, Backoff } from './flow/backoff.ts';
import { reportProgress } from './progress/reporting.ts';
import { gone } from './listing/find-libraries.ts';
import { readLibraries } from './listing/read-libraries.ts';
import { moveAll } from './transfer/move-all.ts';
import {
  orChanged,
  retryUntilAnswered,
  orNull,
  attemptOptional,
  PER_CALL_ERRORS,
} from './flow/call-retry.ts';
import { createProgressBoard, type ProgressBoard } from './progress/progress-board.ts';
import type { EnginePorts } from './engine-ports.ts';
import { otherAccount } from '../icloud/session/open-session.ts';
import type { ListingLog } from '../ports/listing-log.ts';
import { TransferError } from '../errors.ts';
import type { IcloudClient } from '../icloud/client.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Everything from the present state of the log to the end of the run: lists and counts; once the plan is confirmed,
 * gives photos their places and moves them at the same time; looks again for what was not there yet; makes the folders
 * that are empty; checks the destination.
 *
 * @throws {TransferError} what needs a person
 */
export async function runOnce(
  ports: EnginePorts,
  run: Run,
  backoffs: Backoffs,
  outerSignal: AbortSignal,
): Promise<void> {
  const { store, spool, clock, icloud, reporter } = ports;
  await store.recover();
  const open = await store.openOrders(await spool.orders());
  await spool.clean((order) => open.has(order));

  const board = createProgressBoard(clock.now(), run.bytesUnderWay);
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  // What is wrong with the log is told by the work itself.
  const { isClockWrong } = ports;
  const reporting = reportProgress({ board, store, clock, backoffs, reporter, isClockWrong }, signal).catch(
    () => undefined,
  );
  try {
    const tools = { icloud, store, backoff: backoffs.icloud, clock };
    const session = await orChanged(retryUntilAnswered(tools, signal, () => icloud.readSession(signal)));
    const owner = await store.claimAccount(session);
    if (owner.accountNumber !== session.accountNumber) throw otherAccount(owner.account, session.account);
    const facts = await store.readFacts('icloud', session.accountNumber);
    const isInChina = /\.cn(:443)?$/.test(session.serviceUrl);
    if (isInChina !== (run.isInChina ?? false)) await store.changeRun({ isInChina });
    for (const { unknownFiles = [] } of await store.libraries()) icloud.askFor(unknownFiles);
    let counted = await count(ports, run, session, backoffs, board, signal);
    if (!counted?.isConfirmed) return;
    let shortfalls = await moveAll({ ports, run: counted, backoffs, board, stop, facts }, signal);
    if (await hasBeenSorted(counted, tools, signal)) {
      counted = await count(ports, await store.listAllAgain(), session, backoffs, board, signal);
      if (!counted) return;
      shortfalls = await moveAll({ ports, run: counted, backoffs, board, stop, facts }, signal);
    }
    const unusable = await store.unusableCount();
    if (unusable > 0)
      shortfalls.push({ code: 'record-unusable', detail: String(unusable), service: 'icloud' });
    await spool.clean(() => false);
    await store.changeRun({
      status: 'finished',
      endedAt: clock.now(),
      shortfalls: [...counted.shortfalls, ...shortfalls],
      endTotals: await store.readTotals(),
    });
    await store.saveGoneTold();
  } finally {
    stop.abort();
    await reporting;
  }
}

/** How often the run is told how far the lists are read: that is three transactions, and pages come faster than they are looked at. */
const TELL_EVERY_MS = 400;

/**
 * Lists what there is and counts what is to be done; what an earlier life has counted stays counted. Where another
 * choice is made meanwhile, it is counted again.
 *
 * @returns null if the run is not there any more
 */
async function count(
  { store, clock, icloud }: EnginePorts,
  run: Run,
  { account, accountNumber }: IcloudSession,
  backoffs: Backoffs,
  board: ProgressBoard,
  signal: AbortSignal,
): Promise<Run | null> {
  if (run.plan) return run;
  board.setPhase('listing');
  const tellListed = async (): Promise<void> => {
    // Nobody may want the plan any more: what is the latest run then has ended long ago.
    if ((await store.readRun())?.id !== run.id) return;
    const { hidden, recentlyDeleted, bursts } = run.arrangement;
    const libraries = await store.libraries();
    const isTold = libraries.every(
      ({ zone, lists: { main } }) => main.appleCount !== null || isSharedAlbum(zone.zoneName),
    );
    const lists = libraries.flatMap(({ zone, lists: { main, hidden: hiddenList, deleted } }) => [
      // Of a shared album Apple may tell no count.
      isSharedAlbum(zone.zoneName) ? { ...main, appleCount: main.appleCount ?? main.seenItems } : main,
      ...(hidden ? [hiddenList] : []),
      ...(recentlyDeleted ? [deleted] : []),
    ]);
    // Apple's lists leave these frames out, and so do its counts.
    const frames = bursts === 'all' ? lists.reduce((sum, { seenFrames = 0 }) => sum + seenFrames, 0) : 0;
    await store.changeRun({
      listedItems: lists.reduce((sum, { seenItems }) => sum + seenItems, frames),
      appleCount: isTold ? lists.reduce((sum, { appleCount }) => sum + (appleCount ?? 0), frames) : null,
    });
  };
  let toldAt = -Infinity;
  const onPage = async (): Promise<void> => {
    if (clock.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = clock.now();
    await tellListed();
  };
  const { markerWorks = false } = await store.readFacts('icloud', accountNumber);
  const tools = { icloud, store, backoff: backoffs.icloud, clock, onPage, markerWorks };
  for (;;) {
    const wanted = await store.readRun();
    if (wanted?.id !== run.id) return null;
    const { shortfalls, remarks, hasReadLists } = await readLibraries(tools, wanted.arrangement, signal);
    await tellListed();
    if (shortfalls.length === 0) await expectPhotos(store, account);
    await store.forgetGoneFiles();
    const now = await store.readRun();
    if (now?.id !== run.id) return null;
    const listing = hasReadLists ? 'all' : wanted.listing;
    // What is gone is found once, and told until a run has come to its end.
    const goneNow = (await store.goneUntold()).map(gone);
    await store.changeRun({ listing, remarks: [...goneNow, ...remarks] }, run.id);
    const listed = { ...wanted, listing };
    const counted = await store.savePlan(listed, await store.countPlan(listed, clock.now()), shortfalls);
    if (counted) return counted;
  }
}

/**
 * Holds the account against having no photos at all, in no list that Apple counts: iCloud Photos is switched off, or it
 * is the wrong account. All lists are read again after that.
 *
 * @throws {TransferError} `icloud-empty`
 */
async function expectPhotos(store: ListingLog, account: string | null): Promise<void> {
  const lists = (await store.libraries()).flatMap((library) => Object.values(library.lists));
  if (lists.some(({ seenItems, appleCount }) => seenItems > 0 || (appleCount ?? 0) > 0)) return;
  await store.listAllAgain();
  throw new TransferError('icloud-empty', 'no list holds a photo', {
    service: 'icloud',
    ...(account !== null && { facts: { account } }),
  });
}

/** Whether Apple was still sorting a library when it was read, and has sorted all of them by now. */
async function hasBeenSorted(
  { shortfalls }: Run,
  {
    icloud,
    store,
    backoff,
    clock,
  }: { icloud: IcloudClient; store: ListingLog; backoff: Backoff; clock: Clock },
  signal: AbortSignal,
): Promise<boolean> {
  if (!shortfalls.some(({ code }) => code === 'icloud-sorting')) return false;
  for (const { zone } of await store.libraries()) {
    const read = () => icloud.readState(zone, signal);
    const state = orNull(await attemptOptional({ backoff, clock }, signal, read, PER_CALL_ERRORS));
    if (!state?.isIndexed) return false;
  }
  return true;
}
