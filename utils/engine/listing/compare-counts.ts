import type { ErrorRecord } from '../../errors.ts';
import { isSharedAlbum } from '../../icloud/zone.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { ListedLibrary, ListProgress, SettledDifference } from '../../ports/listed.ts';
import { askPart } from '../flow/ask-part.ts';
import type { ListerTools } from './tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';

/** Ranks that could not be read and are tried once more at a later press. */
const MAX_RETRIED_RANKS = 3;

const ALL_LISTS: readonly ListName[] = ['main', 'hidden', 'deleted'];
/** A shared album has no other list. */
const MAIN_ONLY: readonly ListName[] = ['main'];

/** Apple's count minus what its list has shown; null where Apple does not count. */
export const differenceOf = ({ appleCount, seenItems }: ListProgress): number | null =>
  appleCount === null ? null : appleCount - seenItems;

/** How many photos a list is going to show: Apple's count without what it has not shown before, either; null where Apple does not count. */
export const expectedOf = (
  appleCount: number | null,
  settled: SettledDifference | undefined,
): number | null => (appleCount === null ? null : Math.max(0, appleCount - (settled?.difference ?? 0)));

/** Whether Apple counts more than its list shows, and no reading has found that it stays so. */
export const isShort = (list: ListProgress): boolean => {
  const difference = differenceOf(list) ?? 0;
  return list.isListed && difference > 0 && difference !== list.settled?.difference;
};

/**
 * Asks for Apple's counts in one call, also of lists that are not copied, so that it can be said what is left out.
 *
 * @returns false where Apple does not count the main list
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
  const told = all.filter((name) => lists[name].appleCount !== null);
  const wasCounted = told.includes('main');
  // Apple did not count at the last press either: one short question first.
  if (syncToken !== null && !wasCounted && ((await count(['main'], true))?.[0] ?? null) === null)
    return false;
  const isNew = syncToken === null || !wasCounted;
  // A library without the other lists: what they would hold is not known, and no photo is short by that.
  const counts = (await count(isNew ? all : told)) ?? (isNew ? await count(['main']) : null);
  return counts !== null && counts[0] !== null;
}

/**
 * Begins those lists of a library again whose count is apart from what is known, though nothing says that it stays so. The
 * same state of the library is read again once, never twice.
 */
export async function relistWhereCountsDiffer(
  { key, lists, syncToken }: ListedLibrary,
  names: readonly ListName[],
  { store }: ListerTools,
): Promise<void> {
  for (const name of names) {
    const wasReadInThisState = lists[name].settled !== undefined && lists[name].settled.token === syncToken;
    if (isShort(lists[name]) && !wasReadInThisState) await store.listAgain(key, name);
  }
}

/** Begins those lists again of which a rank that could not be read can be read now. */
export async function relistWhereRanksAreBack(
  { key, zone, lists }: ListedLibrary,
  names: readonly ListName[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  for (const name of names)
    for (const rank of lists[name].unreadRanks?.slice(0, MAX_RETRIED_RANKS) ?? []) {
      const read = () => tools.icloud.readPage(zone, name, { rank, most: 1 }, signal);
      if ('error' in (await askPart(tools, signal, read, 1))) continue;
      await tools.store.listAgain(key, name);
      break;
    }
}

/** What counts say of a library once its lists were read. */
export interface CountFindings {
  /** The copy may lack something. */
  shortfalls: ErrorRecord[];
  /** Told, and no reason to doubt the copy. */
  remarks: ErrorRecord[];
}

/**
 * Holds each list against its own count. A difference that more reading did not mend is a remark; a list that kept
 * changing while it was read, or that has ranks which Apple cannot show, may lack photos.
 */
export async function compareWithCounts(
  { key, zone: { zoneName }, lists, syncToken }: ListedLibrary,
  names: readonly ListName[],
  { store }: ListerTools,
): Promise<CountFindings> {
  const findings: CountFindings = { shortfalls: [], remarks: [] };
  for (const name of names) {
    const list = lists[name];
    const difference = differenceOf(list) ?? 0;
    if (!list.isListed) continue;
    const isFound = difference === 0 && list.appleCount !== null;
    const unread = isFound ? 0 : (list.unreadRanks?.length ?? 0);
    if (unread > 0)
      findings.shortfalls.push({
        ...{ code: 'photos-unread', detail: `${zoneName} ${name}: ${unread} ranks`, service: 'icloud' },
        facts: { unread },
      });
    const isStable = list.isSteady === true || list.settled !== undefined;
    if (difference > 0)
      (isStable ? findings.remarks : findings.shortfalls).push({
        ...{
          code: 'list-short',
          detail: `${zoneName}: ${list.seenItems} of ${list.appleCount}`,
          service: 'icloud',
        },
        facts: { shown: list.seenItems, counted: list.appleCount ?? list.seenItems },
      });
    if (difference > 0 && isStable) await store.saveSettled(key, name, { difference, token: syncToken });
    else if (list.settled && list.settled.token !== syncToken) await store.saveSettled(key, name, null);
  }
  return findings;
}
