import { type ErrorRecord, isAbort, remedyOf, toErrorRecord, TransferError } from '../../errors.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { AccountFacts } from '../../domain/account/account-facts.ts';
import type { Run } from '../../domain/run/run.ts';
import { speedBounds } from '../../domain/progress/concurrency.ts';
import { type EpochMs, MiB } from '../../units.ts';
import { createPartSize } from '../../domain/progress/part-size.ts';
import { createDownloadUrls } from './download-urls.ts';
import { checkDestination } from '../finish/final-check.ts';
import { findExistingFiles } from './existing-files.ts';
import type { Backoffs } from '../flow/backoff.ts';
import { adjustConcurrency, createConcurrencyLimiter } from '../flow/concurrency.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { RunLog } from '../../ports/run-log.ts';
import type { SpeedStore } from '../../ports/speed-store.ts';
import type { ProgressBoard } from '../progress/progress-board.ts';
import { createProbes } from '../flow/probes.ts';
import { PART_ROOM_BYTES } from './refetched-bytes.ts';
import { beginSecondRound } from '../finish/second-round.ts';
import { createSemaphore } from '../flow/semaphore.ts';
import { createSpoolRoom } from '../spool/spool-room.ts';
import { createFailureBudget } from '../flow/failure-budget.ts';
import { lookAtTypes } from './look-at-types.ts';
import { retryMissingOriginals, createEmptyFolders } from '../finish/tail-work.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { createHashPool } from './content-hash.ts';

/** Checks of the destination after which what is still missing is told instead of sent again. */
const MAX_CHECKS = 3;
/** Up to so many files, a listing of the destination before the first upload takes only a moment. */
const SMALL_FILES = 5_000;

/** What moving needs beside the log. */
export interface Moving {
  ports: EnginePorts;
  run: Run;
  backoffs: Backoffs;
  board: ProgressBoard;
  stop: AbortController;
  /** What a connection check has found out about the Apple account. */
  facts: AccountFacts;
}

/**
 * Gives photos their places and moves them at the same time, looks again for what was not there yet, makes the folders
 * that are empty, and checks the destination.
 *
 * @returns what was found wrong that belongs to no single file
 * @throws {TransferError} what needs a person
 */
export async function moveAll(
  { ports, run, backoffs, board, stop, facts }: Moving,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  const { store, clock, icloud, jottacloud } = ports;
  const zones = new Map((await store.libraries()).map(({ key, zone }): [string, LibraryZone] => [key, zone]));
  const zoneOf = (key: string): LibraryZone => {
    const zone = zones.get(key);
    if (!zone)
      throw new TransferError('record-refused', 'its library is not there any more', { service: 'icloud' });
    return zone;
  };
  const bounds = speedBounds[run.speed];
  const [downloads, uploads] = [createConcurrencyLimiter(bounds), createConcurrencyLimiter(bounds)];
  // Ends with the work, whose signal is aborted then.
  void adjustConcurrency({ downloads, uploads, backoffs, clock }, signal);
  const { destinationFolder } = run;
  const isOtherAccount = await store.claimJottacloud(
    await retryUntilAnswered({ backoff: backoffs.jottacloud, clock }, signal, () =>
      jottacloud.readUsername(),
    ),
  );
  // Nothing of what earlier runs have proved needs to be there.
  if (isOtherAccount) await tell(store, { code: 'jottacloud-other-account', service: 'jottacloud' });
  const isLarge = (await store.readTotals()).filesDone > SMALL_FILES;
  const isFew = run.listing === 'changes' && isLarge && !isOtherAccount;
  const oddSizes = new Set<string>();
  const downloadUrls = createDownloadUrls(icloud, backoffs.icloud, clock, {
    zoneOf,
    mayFetch: ports.mayFetch,
  });
  const pipeline = createPipeline(
    {
      ...{ ...ports, backoffs, board, destinationFolder, rangeWorks: facts.rangeWorks ?? true },
      existing: findExistingFiles({
        ...{ jottacloud, store, clock, destinationFolder, isFew },
        backoff: backoffs.jottacloud,
      }),
      downloadUrls,
      downloads,
      uploads,
      spoolRoom: createSpoolRoom(),
      partRoom: createSemaphore(PART_ROOM_BYTES),
      partSize: createPartSize(),
      hashes: createHashPool(),
      onOddSize: (key) => void oddSizes.add(key),
      failureBudget: createFailureBudget(backoffs, clock, createProbes({ ...ports, downloadUrls })),
    },
    signal,
  );
  board.setPhase('copying');
  await store.changeRun({ phase: 'copying' });
  const placeAll = async (): Promise<void> => {
    do {
      signal.throwIfAborted();
      pipeline.wake();
      await lookAtTypes({ ...ports, backoffs, downloadUrls }, run, signal);
    } while (await store.placeNext(run));
  };
  const placeAndMove = async (): Promise<void> => {
    let isPlaced = false;
    const placing = placeAll().finally(() => {
      isPlaced = true;
      pipeline.wake();
    });
    await bothOrNone(
      stop,
      placing,
      pipeline.run(() => isPlaced),
    );
  };
  await store.preparePlaces(run);
  const before = { at: clock.now(), bytes: (await store.readTotals()).bytesDone };
  await placeAndMove();
  await saveSpeed(store, before, clock.now());
  if (await retryMissingOriginals({ icloud, store, backoff: backoffs.icloud, clock }, zones, signal))
    await placeAndMove();
  if (run.arrangement.details !== 'off' && run.arrangement.layout === 'albums')
    if (await store.placeAlbumFiles(run)) await pipeline.run(() => true);
  const moveGivenUp = async (): Promise<boolean> => {
    const isAny = await beginSecondRound(ports, pipeline.lastFailedAt, signal);
    if (isAny) await pipeline.run(() => true);
    return isAny;
  };
  await moveGivenUp();
  await createEmptyFolders({ store, jottacloud, backoff: backoffs.jottacloud, clock }, run, signal);
  if (oddSizes.size > 0)
    await tell(store, { code: 'size-odd', service: 'icloud', facts: { files: oddSizes.size } });
  const checkAll = (): Promise<ErrorRecord[]> => check(ports, run, backoffs, board, pipeline, signal);
  const shortfalls = await checkAll();
  return (await moveGivenUp()) ? checkAll() : shortfalls;
}

/** Tells what takes nothing from the copy; once for each kind. */
async function tell(store: RunLog, remark: Omit<ErrorRecord, 'detail'>): Promise<void> {
  const { remarks = [] } = (await store.readRun()) ?? {};
  const others = remarks.filter(({ code }) => code !== remark.code);
  await store.changeRun({ remarks: [...others, { ...remark, detail: '' }] });
}

/** Fewer bytes say nothing about a link. */
const TELLING_BYTES = 20 * MiB;

/** The speed of this run is what the next plan is made with. */
async function saveSpeed(
  store: Pick<RunLog, 'readTotals'> & SpeedStore,
  before: { at: EpochMs; bytes: number },
  at: EpochMs,
): Promise<void> {
  const bytes = (await store.readTotals()).bytesDone - before.bytes;
  if (bytes > TELLING_BYTES && at > before.at) await store.saveSpeed((bytes / (at - before.at)) * 1_000);
}

/** Checks the destination, and sends again what is not there. */
async function check(
  { store, clock, jottacloud }: EnginePorts,
  run: Run,
  backoffs: Backoffs,
  board: ProgressBoard,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  try {
    for (let checks = 1; ; checks += 1) {
      board.setPhase('checking');
      await store.changeRun({ phase: 'checking', checkedFiles: 0 });
      const { destinationFolder } = run;
      const onChecked = (checkedFiles: number): Promise<unknown> => store.changeRun({ checkedFiles });
      const tools = { jottacloud, store, backoff: backoffs.jottacloud, clock, destinationFolder, onChecked };
      const checkedAt = clock.now();
      const { listedFiles, unreadableNames, missingFiles: missing } = await checkDestination(tools, signal);
      await store.saveChecked(checkedAt);
      if (unreadableNames > 0)
        await tell(store, {
          code: 'names-unreadable',
          service: 'jottacloud',
          facts: { files: unreadableNames },
        });
      if (listedFiles === 0) {
        await store.forgetFolders();
        await createEmptyFolders(tools, run, signal);
      }
      // Somebody may have pressed "Try these again" meanwhile.
      if (missing === 0 && (checks >= MAX_CHECKS || !(await hasOpenFiles(store)))) return [];
      if (checks >= MAX_CHECKS)
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

async function hasOpenFiles(store: EnginePorts['store']): Promise<boolean> {
  const { filesDone, filesFailed, filesFound } = await store.readTotals();
  return filesDone + filesFailed < filesFound;
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
