import type { ErrorRecord } from '../errors.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import type { AccountFacts } from '../domain/account/account-facts.ts';
import { wantsGallery } from '../domain/layout/arrangement.ts';
import { hasAlbumFolders } from '../domain/layout/layouts.ts';
import type { Run } from '../domain/run/run.ts';
import { type EpochMs, MiB } from '../units.ts';
import type { RunLog } from '../ports/run-log.ts';
import type { SpeedStore } from '../ports/speed-store.ts';
import type { EnginePorts } from './engine-ports.ts';
import { addRemark } from './finish/add-remark.ts';
import { checkUntilComplete } from './finish/check-until-complete.ts';
import { createEmptyFolders } from './finish/empty-folders.ts';
import { retryMissingOriginals } from './finish/missing-originals.ts';
import { beginSecondRound } from './finish/second-round.ts';
import type { Backoffs } from './flow/backoff.ts';
import { retryUntilAnswered } from './flow/call-retry.ts';
import type { ProgressBoard } from './progress/progress-board.ts';
import { sniffTypes } from './transfer/download/sniff-types.ts';
import type { StartPreparation } from './transfer/start-preparation.ts';
import { type OpenPipeline, openPipeline } from './transfer/open-pipeline.ts';

/** With more finished files than this, listing the destination before the first upload takes more than a moment. */
const SMALL_FILES = 5_000;

/** Dependencies of copying, beside the log. */
export interface CopyTools {
  ports: EnginePorts;
  run: Run;
  backoffs: Backoffs;
  board: ProgressBoard;
  stop: AbortController;
  start: StartPreparation;
  /** Resolves once something may be written at the destination. */
  lease: Promise<void>;
  /** Results of a connection check of the Apple account. */
  facts: AccountFacts;
}

/**
 * Places and transfers photos at the same time, retries missing originals, writes pages of folders, creates empty folders,
 * and checks the destination.
 *
 * @returns problems that belong to no single file
 * @throws {TransferError} errors that need a person
 */
export async function copyAll(tools: CopyTools, signal: AbortSignal): Promise<ErrorRecord[]> {
  const { ports, run, backoffs, board, start } = tools;
  const { store, clock, icloud, jottacloud } = ports;
  const backoff = backoffs.jottacloud;
  const libraries = await store.libraries();
  const zones = new Map(libraries.map(({ key, zone }): [string, LibraryZone] => [key, zone]));
  start.learnZones(libraries);
  const isOtherAccount = await claimJottacloud(tools, signal);
  const isLarge = (await store.readTotals()).filesDone > SMALL_FILES;
  const isFew = run.listing === 'changes' && isLarge && !isOtherAccount;
  const opened = openPipeline({ ...tools, downloadUrls: start.downloadUrls, isFew }, signal);
  const { pipeline, oddSizes } = opened;

  board.setPhase('copying');
  await store.moveRun({ type: 'phaseBegun', phase: 'copying' });
  await store.preparePlacing(run);
  const before = { at: clock.now(), bytes: (await store.readTotals()).bytesDone };
  await placeAndTransfer(tools, opened, signal);
  await tools.lease;
  await saveSpeed(store, before, clock.now());

  if (await retryMissingOriginals({ icloud, store, backoff: backoffs.icloud, clock }, zones, signal))
    await placeAndTransfer(tools, opened, signal);
  if (run.arrangement.details !== 'off' && hasAlbumFolders(run.arrangement))
    if (await store.placeAlbumFiles(run)) await pipeline.run(() => true);
  const runSecondRound = async (): Promise<boolean> => {
    const hasFiles = await beginSecondRound(ports, pipeline.lastFailedAt, signal);
    if (hasFiles) await pipeline.run(() => true);
    return hasFiles;
  };
  await runSecondRound();
  await writeGalleries(ports, run, pipeline);
  await createEmptyFolders({ store, jottacloud, backoff, clock }, run, signal);
  if (oddSizes.size > 0)
    await addRemark(store, { code: 'size-odd', service: 'icloud', facts: { files: oddSizes.size } });

  const check = async (): Promise<ErrorRecord[]> => {
    const found = await checkUntilComplete({ ports, run, backoff, board, pipeline }, signal);
    await store.forgetLostCopies();
    return found;
  };
  const shortfalls = await check();
  const hasMore = await runSecondRound();
  // A check may have given files other names.
  return (await writeGalleries(ports, run, pipeline)) || hasMore ? check() : shortfalls;
}

/** More rounds than pages need that link to each other. */
const MAX_GALLERY_ROUNDS = 5;

/** Writes the galleries that are new or have changed. @returns true if there was one */
async function writeGalleries(
  { store }: Pick<EnginePorts, 'store'>,
  run: Run,
  pipeline: OpenPipeline['pipeline'],
): Promise<boolean> {
  if (!wantsGallery(run.arrangement)) return false;
  let round = 0;
  while (round < MAX_GALLERY_ROUNDS && (await store.placeGalleries(run))) {
    round += 1;
    await pipeline.run(() => true);
  }
  return round > 0;
}

/**
 * Claims the log for the Jottacloud account that is connected.
 *
 * @returns true for another account than before: it need not have any file of earlier runs
 */
async function claimJottacloud(
  { ports: { store, clock, jottacloud }, backoffs }: CopyTools,
  signal: AbortSignal,
): Promise<boolean> {
  const username = await retryUntilAnswered({ backoff: backoffs.jottacloud, clock }, signal, () =>
    jottacloud.readUsername(),
  );
  const isOtherAccount = await store.claimJottacloud(username);
  if (isOtherAccount) await addRemark(store, { code: 'jottacloud-other-account', service: 'jottacloud' });
  return isOtherAccount;
}

/** Gives photos their placements while the pipeline transfers those that have one. The first failure stops both. */
async function placeAndTransfer(
  { ports, run, backoffs, stop, start: { downloadUrls } }: CopyTools,
  { pipeline }: OpenPipeline,
  signal: AbortSignal,
): Promise<void> {
  let isPlaced = false;
  const placeAll = async (): Promise<void> => {
    do {
      signal.throwIfAborted();
      pipeline.wake();
      await sniffTypes({ ...ports, backoffs, downloadUrls }, run, signal);
    } while (await ports.store.placeNext(run));
  };
  const placing = placeAll().finally(() => {
    isPlaced = true;
    pipeline.wake();
  });
  const transferring = pipeline.run(() => isPlaced);
  try {
    await Promise.all([placing, transferring]);
  } catch (error) {
    stop.abort();
    await Promise.allSettled([placing, transferring]);
    throw error;
  }
}

/** Fewer bytes do not show the speed of a link. */
const MIN_MEASURED_BYTES = 20 * MiB;

/** Saves the speed of this run; the next plan estimates its duration with it. */
async function saveSpeed(
  store: Pick<RunLog, 'readTotals'> & SpeedStore,
  before: { at: EpochMs; bytes: number },
  at: EpochMs,
): Promise<void> {
  const bytes = (await store.readTotals()).bytesDone - before.bytes;
  if (bytes > MIN_MEASURED_BYTES && at > before.at) await store.saveSpeed((bytes / (at - before.at)) * 1_000);
}
