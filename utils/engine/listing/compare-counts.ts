import type { ErrorRecord } from '../../errors.ts';
import { isSharedAlbum } from '../../icloud/zone.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ListedLibrary, ListProgress, SettledDifference } from '../../ports/listed.ts';
import type { PhotosLog } from '../../ports/photos-log.ts';
import { askPart } from '../flow/ask-part.ts';
import type { ListerTools } from './tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';

/** Unreadable ranks of a list to try again in a later run. */
const MAX_RETRIED_RANKS = 3;

const ALL_LISTS: readonly ListName[] = ['main', 'hidden', 'deleted'];
/** The lists of a shared album. */
const MAIN_ONLY: readonly ListName[] = ['main'];

/** Returns Apple's count minus the photos that its list has shown; null if Apple does not count. */
export const differenceOf = ({ appleCount, seenItems }: ListProgress): number | null =>
  appleCount === null ? null : appleCount - seenItems;

/** Returns how many photos a list should show: Apple's count minus a settled difference. null if Apple does not count. */
export const expectedOf = (
  appleCount: number | null,
  settled: SettledDifference | undefined,
): number | null => (appleCount === null ? null : Math.max(0, appleCount - (settled?.difference ?? 0)));

/** Whether Apple counts more than its list shows, and the difference is not settled. */
export const isShort = (list: ListProgress): boolean => {
  const difference = differenceOf(list) ?? 0;
  return list.isListed && difference > 0 && difference !== list.settled?.difference;
};

/**
 * Reads Apple's counts in one call. It includes lists that are not copied, so that the report can say what is left out.
 *
 * @returns false if Apple does not count the main list
 */
export async function countLists(
  { key, zone, lists, syncToken }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const count = async (
    names: readonly ListName[],
    isBrief = tools.isBrief ?? false,
  ): Promise<(number | null)[] | null> => {
    const read = () => tools.icloud.countItems(zone, names, signal);
    const counts = orNull(await attemptOptional({ ...tools, isBrief }, signal, read, PER_CALL_ERRORS));
    for (const [index, name] of names.entries())
      await tools.store.saveCount(key, name, counts?.[index] ?? null);
    return counts;
  };
  const all = isSharedAlbum(zone.zoneName) ? MAIN_ONLY : ALL_LISTS;
  const countedBefore = all.filter((name) => lists[name].appleCount !== null);
  const wasMainCounted = countedBefore.includes('main');
  // Apple did not count in the previous run either, so one brief call decides.
  if (syncToken !== null && !wasMainCounted && ((await count(['main'], true))?.[0] ?? null) === null)
    return false;
  const isNew = syncToken === null || !wasMainCounted;
  // Apple may refuse the call because a library lacks the other lists. Count the main list alone then: the counts of the
  // others stay unknown, and no photo is reported as missing.
  const counts = (await count(isNew ? all : countedBefore)) ?? (isNew ? await count(['main']) : null);
  return counts !== null && counts[0] !== null;
}

/**
 * Restarts the lists of a library that are short of their count. A list is read only once more in the same state of the
 * library, never twice.
 */
export async function relistWhereCountsDiffer(
  { key, lists, syncToken }: ListedLibrary,
  names: readonly ListName[],
  { store }: { store: Pick<PhotosLog, 'listAgain'> },
): Promise<void> {
  for (const name of names) {
    const wasReadInThisState = lists[name].settled !== undefined && lists[name].settled.token === syncToken;
    if (isShort(lists[name]) && !wasReadInThisState) await store.listAgain(key, name);
  }
}

/** Restarts the lists with a rank that was unreadable and can be read now. */
export async function relistWhereRanksAreBack(
  { key, zone, lists }: ListedLibrary,
  names: readonly ListName[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  for (const name of names)
    for (const rank of lists[name].unreadRanks?.slice(0, MAX_RETRIED_RANKS) ?? []) {
      const read = () => tools.icloud.readPage(zone, name, { rank, limit: 1 }, signal);
      if ('error' in (await askPart(tools, signal, read, 1))) continue;
      await tools.store.listAgain(key, name);
      break;
    }
}

/** Results of comparing lists with Apple's counts. */
export interface CountFindings {
  /** Reasons why the copy may be incomplete. */
  shortfalls: ErrorRecord[];
  /** Differences to report that are no reason to doubt the copy. */
  remarks: ErrorRecord[];
}

/**
 * Compares each list with its own count. A difference that remains after further reading is a remark. A list that kept
 * changing while it was read, or with ranks that Apple cannot show, may lack photos. Assumption S6.
 */
export async function compareWithCounts(
  { key, zone: { zoneName }, lists, syncToken, isUnsure = false }: ListedLibrary,
  names: readonly ListName[],
  { store }: { store: Pick<PhotosLog, 'saveSettled'> },
): Promise<CountFindings> {
  const findings: CountFindings = { shortfalls: [], remarks: [] };
  for (const name of names) {
    const list = lists[name];
    const difference = differenceOf(list) ?? 0;
    if (!list.isListed) continue;
    const isWhole = difference === 0 && list.appleCount !== null;
    const unread = isWhole ? 0 : (list.unreadRanks?.length ?? 0);
    if (unread > 0)
      findings.shortfalls.push({
        code: 'photos-unread',
        detail: `${zoneName} ${name}: ${unread} ranks`,
        service: 'icloud',
        facts: { unread },
      });
    // A shortfall says already that the library was not searched. The next press searches it.
    if (isUnsure && name === 'main' && list.appleCount !== null) continue;
    const isStable = list.isSteady === true || list.settled !== undefined;
    if (difference > 0)
      (isStable ? findings.remarks : findings.shortfalls).push({
        code: 'list-short',
        detail: `${zoneName}: ${list.seenItems} of ${list.appleCount}`,
        service: 'icloud',
        facts: { shown: list.seenItems, counted: list.appleCount ?? list.seenItems },
      });
    if (difference > 0 && isStable) await store.saveSettled(key, name, { difference, token: syncToken });
    else if (list.settled && list.settled.token !== syncToken) await store.saveSettled(key, name, null);
  }
  return findings;
}
