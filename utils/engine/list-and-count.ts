import { TransferError } from '../errors.ts';
import type { IcloudSession } from '../icloud/responses/session-responses.ts';
import { isSharedAlbum } from '../icloud/zone.ts';
import { earlierCopyRemarks } from '../domain/run/earlier-copy.ts';
import { sumsOfLists } from '../domain/plan/list-sums.ts';
import type { Run } from '../domain/run/run.ts';
import type { LibrariesLog } from '../ports/libraries-log.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Backoff } from './flow/backoff.ts';
import { gone } from './listing/libraries/find-libraries.ts';
import { readLibraries } from './listing/read-libraries.ts';
import type { StartPreparation } from './transfer/start-preparation.ts';
import type { ProgressBoard } from './progress/progress-board.ts';

/**
 * Shortest time between two reports of the progress of listing. Each costs three transactions, and pages arrive faster
 * than anybody reads.
 */
const REPORT_INTERVAL_MS = 400;

/** Dependencies of listing. */
export interface CountTools {
  ports: Pick<EnginePorts, 'store' | 'clock' | 'icloud'>;
  /** The backoff of iCloud. */
  backoff: Backoff;
  board: ProgressBoard;
  session: IcloudSession;
  start: StartPreparation;
}

/**
 * Lists the libraries and counts the plan of a run. Counts again if somebody changes the choice meanwhile. A run that
 * has a plan already keeps it.
 *
 * @returns null if another run has replaced this one
 * @throws {TransferError} `icloud-empty`, and other errors that need a person
 */
export async function listAndCount(tools: CountTools, run: Run, signal: AbortSignal): Promise<Run | null> {
  const { store, clock, icloud } = tools.ports;
  icloud.askForRenditions(run.arrangement.compatible === true);
  if (run.plan) return run;
  tools.board.setPhase('listing');
  const { account, accountNumber } = tools.session;
  let reportedAt = -Infinity;
  const onPage = async (): Promise<void> => {
    if (clock.now() - reportedAt < REPORT_INTERVAL_MS) return;
    reportedAt = clock.now();
    await saveListed(tools, run);
  };
  const { markerWorks = false } = await store.readFacts('icloud', accountNumber);
  // New photos of a confirmed run are certain to be copied: their addresses come beside the counts.
  const onFollowed = (): void => {
    if (run.isConfirmed) void tools.start.prepare(run, signal);
  };
  const reading = { icloud, store, backoff: tools.backoff, clock, onFollowed, onPage, markerWorks };
  for (;;) {
    const wanted = await store.readRun();
    if (wanted?.id !== run.id) return null;
    icloud.askForRenditions(wanted.arrangement.compatible === true);
    const { shortfalls, remarks, hasReadLists } = await readLibraries(reading, wanted.arrangement, signal);
    await saveListed(tools, run);
    if (shortfalls.length === 0) await expectPhotos(store, account);
    await store.forgetGoneFiles();
    const now = await store.readRun();
    if (now?.id !== run.id) return null;
    const listing = hasReadLists ? 'all' : wanted.listing;
    // Photos that are gone are found once, and reported until a run has finished.
    const newlyGone = (await store.unreportedGone()).map(gone);
    await store.changeRun(
      { listing, remarks: [...earlierCopyRemarks(now.earlierCopy), ...newlyGone, ...remarks] },
      run.id,
    );
    const listed = { ...wanted, listing };
    const counted = await store.savePlan(listed, await store.countPlan(listed, clock.now()), shortfalls);
    if (counted) return counted;
  }
}

/** Saves how many items are listed, and how many Apple counts, in the lists that the run copies. */
async function saveListed({ ports: { store } }: CountTools, run: Run): Promise<void> {
  // A replaced run has ended; its listing must not write into the new one.
  if ((await store.readRun())?.id !== run.id) return;
  const { hidden, recentlyDeleted, bursts } = run.arrangement;
  const libraries = await store.libraries();
  const isCounted = libraries.every(
    ({ zone, lists: { main } }) => main.appleCount !== null || isSharedAlbum(zone.zoneName),
  );
  const lists = libraries.flatMap(({ zone, lists: { main, hidden: hiddenList, deleted } }) => [
    // Apple may report no count for a shared album.
    isSharedAlbum(zone.zoneName) ? { ...main, appleCount: main.appleCount ?? main.seenItems } : main,
    ...(hidden ? [hiddenList] : []),
    ...(recentlyDeleted ? [deleted] : []),
  ]);
  const { counted, seen } = sumsOfLists(lists, bursts);
  await store.changeRun({
    listedItems: seen,
    appleCount: isCounted ? counted : null,
  });
}

/**
 * Rejects an account without any photo, in all lists that Apple counts: iCloud Photos is switched off, or it is the
 * wrong account. The next try reads all lists again.
 *
 * @throws {TransferError} `icloud-empty`
 */
async function expectPhotos(store: LibrariesLog, account: string | null): Promise<void> {
  const lists = (await store.libraries()).flatMap((library) => Object.values(library.lists));
  if (lists.some(({ seenItems, appleCount }) => seenItems > 0 || (appleCount ?? 0) > 0)) return;
  await store.listAllAgain();
  throw new TransferError('icloud-empty', 'no list holds a photo', {
    service: 'icloud',
    ...(account !== null && { facts: { account } }),
  });
}
