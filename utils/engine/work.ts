import { type ErrorRecord, isAbort, remedyOf, toErrorRecord, TransferError } from '../errors.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { Run } from '../transfer/run.ts';
import { MiB } from '../units.ts';
import { createAddresses } from './addresses.ts';
import type { EnginePorts } from './engine.ts';
import { checkDestination } from './final-check.ts';
import type { Gates } from './gate.ts';
import { createHashPool } from './hash-pool.ts';
import { listLibraries } from './lister.ts';
import { patiently } from './patiently.ts';
import { createPartSize } from '../transfer/part-size.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { createProgressBoard, type ProgressBoard } from './progress-board.ts';
import { keepReporting } from './keep-reporting.ts';
import { PART_ROOM_BYTES } from './refetched-bytes.ts';
import { createSlots } from './slots.ts';
import { createStrikes } from './strikes.ts';

/** As many as Jottacloud's own program sends at a time; Apple's byte hosts were never seen to mind more. Source: docs/jottacloud.md 3.8, docs/icloud-photos.md 6.5. */
const DOWNLOADS = 6;
const UPLOADS = 6;
/** Bytes that may lie between the two services; a larger file goes alone. What a former life has left comes on top, at most as much again. */
const SPOOL_BYTES = 512 * MiB;
/** Checks of the destination after which what is still missing is told instead of sent again. */
const MOST_CHECKS = 3;

/**
 * Everything from the present state of the log to the end of the run: lists and moves at the same time, then checks
 * the destination.
 *
 * @throws {TransferError} what needs a person
 */
export async function work(
  ports: EnginePorts,
  run: Run,
  gates: Gates,
  outerSignal: AbortSignal,
): Promise<void> {
  const { store, spool, clock, icloud, reporter } = ports;
  await store.recover();
  const open = await store.openOrders(await spool.orders());
  await spool.clean((order) => open.has(order));

  const board = createProgressBoard(clock.now());
  const stop = new AbortController();
  const signal = AbortSignal.any([outerSignal, stop.signal]);
  // What is wrong with the log is told by the work itself.
  const reporting = keepReporting({ board, store, clock, gates, reporter }, signal).catch(() => undefined);
  try {
    const { accountNumber } = await patiently({ gate: gates.icloud, clock }, signal, () =>
      icloud.readSession(signal),
    );
    await store.claimAccount(accountNumber);
    const shortfalls = await listAndMove(ports, run, gates, board, stop, signal);
    const unusable = await store.unusableCount();
    if (unusable > 0)
      shortfalls.push({ code: 'record-unusable', detail: String(unusable), service: 'icloud' });
    await spool.clean(() => false);
    await store.changeRun({ status: 'finished', endedAt: clock.now(), shortfalls });
  } finally {
    stop.abort();
    await reporting;
  }
}

/** @returns what was found wrong that belongs to no single file */
async function listAndMove(
  ports: EnginePorts,
  run: Run,
  gates: Gates,
  board: ProgressBoard,
  stop: AbortController,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  const { store, clock, icloud } = ports;
  // What is queued from an earlier life can be fetched before the lists are read again.
  const zones = new Map((await store.libraries()).map(({ key, zone }): [string, LibraryZone] => [key, zone]));
  const zoneOf = (key: string): LibraryZone => {
    const zone = zones.get(key);
    if (!zone)
      throw new TransferError('record-refused', 'its library is not there any more', { service: 'icloud' });
    return zone;
  };
  const pipeline = createPipeline(
    {
      ...{ ...ports, gates, board, destinationFolder: run.destinationFolder },
      addresses: createAddresses(icloud, gates.icloud, clock, zoneOf),
      downloads: createSlots(DOWNLOADS),
      uploads: createSlots(UPLOADS),
      spoolRoom: createSlots(SPOOL_BYTES),
      partRoom: createSlots(PART_ROOM_BYTES),
      partSize: createPartSize(),
      hashes: createHashPool(),
      strikes: createStrikes(gates),
    },
    signal,
  );
  const onPage = async (): Promise<void> => {
    const libraries = await store.libraries();
    for (const { key, zone } of libraries) zones.set(key, zone);
    const isTold = libraries.every(({ appleCount }) => appleCount !== null);
    const appleCount = isTold ? libraries.reduce((sum, library) => sum + (library.appleCount ?? 0), 0) : null;
    const { filesFound } = await store.readTotals();
    if (filesFound > 0) board.setPhase('copying');
    await store.changeRun({ appleCount, ...(filesFound > 0 && { phase: 'copying' }) });
    pipeline.wake();
  };

  let isListed = false;
  const listing = listLibraries({ icloud, store, gate: gates.icloud, clock, onPage }, signal).finally(() => {
    isListed = true;
    pipeline.wake();
  });
  const shortfalls = await bothOrNone(
    stop,
    listing,
    pipeline.run(() => isListed),
  );
  shortfalls.push(...(await countShort(ports)), ...(await check(ports, run, gates, board, pipeline, signal)));
  return shortfalls;
}

/** Libraries of which Apple counts more than it showed, although it was looked several times. */
async function countShort({ store }: EnginePorts): Promise<ErrorRecord[]> {
  return (await store.libraries())
    .filter(
      ({ appleCount, seenItems, isListed }) => isListed && appleCount !== null && seenItems < appleCount,
    )
    .map(({ zone, appleCount, seenItems }) => ({
      code: 'list-short' as const,
      detail: `${zone.zoneName}: ${seenItems} of ${appleCount}`,
      service: 'icloud' as const,
    }));
}

/** Checks the destination, and sends again what is not there. */
async function check(
  { store, clock, jottacloud }: EnginePorts,
  { destinationFolder }: Run,
  gates: Gates,
  board: ProgressBoard,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  try {
    for (let checks = 1; ; checks += 1) {
      board.setPhase('checking');
      await store.changeRun({ phase: 'checking', checkedFiles: 0 });
      const onChecked = (checkedFiles: number): Promise<unknown> => store.changeRun({ checkedFiles });
      const tools = { jottacloud, store, gate: gates.jottacloud, clock, destinationFolder, onChecked };
      const missing = await checkDestination(tools, signal);
      if (missing === 0) return [];
      if (checks >= MOST_CHECKS)
        return [{ code: 'not-at-destination', detail: `${missing} files`, service: 'jottacloud' }];
      board.setPhase('copying');
      await store.changeRun({ phase: 'copying' });
      await pipeline.run(() => true);
    }
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    if (error instanceof TransferError && remedyOf(error.code) === 'user') throw error;
    return [toErrorRecord(error)];
  }
}

/** Waits for both; when one fails the other is stopped, and the first failure is the one that is told. */
async function bothOrNone<A, B>(stop: AbortController, a: Promise<A>, b: Promise<B>): Promise<A> {
  try {
    const [result] = await Promise.all([a, b]);
    return result;
  } catch (error) {
    stop.abort();
    await Promise.allSettled([a, b]);
    throw error;
  }
}
