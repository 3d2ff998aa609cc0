import { otherAccount } from '../icloud/session/open-session.ts';
import type { IcloudClient } from '../icloud/client.ts';
import type { IcloudSession } from '../icloud/responses/session-responses.ts';
import type { Run } from '../domain/run/run.ts';
import type { ErrorRecord } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { LibrariesLog } from '../ports/libraries-log.ts';
import { copyAll } from './copy-all.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Backoffs, Backoff } from './flow/backoff.ts';
import {
  orChanged,
  retryUntilAnswered,
  orNull,
  attemptOptional,
  PER_CALL_ERRORS,
} from './flow/call-retry.ts';
import { listAndCount } from './list-and-count.ts';
import { withEarlyZones } from './listing/libraries/early-zones.ts';
import { keepManifest } from './manifest/keep-manifest.ts';
import { createProgressBoard } from './progress/progress-board.ts';
import { recoverCopy } from './recovery/recover-copy.ts';
import type { StartPreparation } from './transfer/start-preparation.ts';
import { reportProgress } from './progress/reporting.ts';

/** Dependencies of a run, beside its state in the log. */
export interface RunTools {
  ports: EnginePorts;
  backoffs: Backoffs;
  /** Prepared while the plan waited for "Start". */
  start: StartPreparation;
}

/**
 * Takes a run from the present state of the log to its end: lists and counts, copies once the plan is confirmed, and
 * checks the destination.
 *
 * @throws {TransferError} errors that need a person
 */
export async function runOnce(
  { ports, backoffs, start }: RunTools,
  run: Run,
  outerSignal: AbortSignal,
): Promise<void> {
  const { store, spool, clock, icloud, reporter, isClockWrong } = ports;
  await store.recover();
  const open = await store.openOrders(await spool.orders());
  await spool.clean((order) => open.has(order));

  const board = createProgressBoard(clock.now(), run.bytesUnderWay);
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  // An error of the log is not lost here: the work itself meets it too.
  const reporting = reportProgress({ board, store, clock, backoffs, reporter, isClockWrong }, signal).catch(
    () => undefined,
  );
  try {
    const tools = { icloud, store, backoff: backoffs.icloud, clock };
    const session = await openSession(ports, backoffs.icloud, run, signal);
    const facts = await store.readFacts('icloud', session.accountNumber);

    const listingPorts = { ...ports, icloud: await withEarlyZones(tools, run, signal) };
    await recoverCopy({ ports, backoff: backoffs.jottacloud, session }, run, signal);
    const counting = { ports: listingPorts, backoff: backoffs.icloud, board, session, start };
    let counted = await listAndCount(counting, run, signal);
    if (!counted?.isConfirmed) return;
    const { accountNumber } = session;
    const copying = { ports, backoffs, board, stop, facts, start };
    const copy = (confirmed: Run): Promise<ErrorRecord[]> =>
      keepManifest(
        { ports, backoff: backoffs.jottacloud, run: confirmed, accountNumber, stop },
        signal,
        (lease) => copyAll({ ...copying, run: confirmed, lease }, signal),
      );
    let shortfalls = await copy(counted);
    if (await isSortedByNow(counted, tools, signal)) {
      counted = await listAndCount(counting, await store.listAllAgain(), signal);
      if (!counted) return;
      shortfalls = await copy(counted);
    }
    const unusable = await store.unusableCount();
    if (unusable > 0)
      shortfalls.push({ code: 'record-unusable', detail: String(unusable), service: 'icloud' });
    await spool.clean(() => false);
    await store.moveRun({
      type: 'ended',
      at: clock.now(),
      shortfalls: [...counted.shortfalls, ...shortfalls],
      endTotals: await store.readTotals(),
    });
    await store.saveGoneReported();
  } finally {
    stop.abort();
    await reporting;
  }
}

/**
 * Asks Apple who is signed in, and claims the log for that account.
 *
 * @throws {TransferError} `icloud-other-account` if the log belongs to another one
 */
async function openSession(
  { store, icloud, clock }: EnginePorts,
  backoff: Backoff,
  run: Run,
  signal: AbortSignal,
): Promise<IcloudSession> {
  const read = () => icloud.readSession(signal);
  const session = await orChanged(retryUntilAnswered({ backoff, clock }, signal, read));
  const owner = await store.claimAccount(session);
  if (owner.accountNumber !== session.accountNumber) throw otherAccount(owner.account, session.account);
  const isInChina = /\.cn(:443)?$/.test(session.serviceUrl);
  if (isInChina !== (run.isInChina ?? false)) await store.changeRun({ isInChina });
  for (const { unknownFiles = [] } of await store.libraries()) icloud.askFor(unknownFiles);
  return session;
}

/** Whether Apple was still sorting a library when the run listed it, and has sorted all of them since. */
async function isSortedByNow(
  { shortfalls }: Run,
  {
    icloud,
    store,
    backoff,
    clock,
  }: { icloud: IcloudClient; store: LibrariesLog; backoff: Backoff; clock: Clock },
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
