import type { ErrorCode } from '../../errors.ts';
import type { Run } from './run.ts';

/** Shortfalls after which a photo may exist although no list shows it. */
const LISTS_NOT_WHOLE: ReadonlySet<ErrorCode> = new Set([
  'list-short',
  'lists-differ',
  'library-unread',
  'photos-unread',
  'albums-unread',
  'shared-unread',
]);

/** Shortfalls that a new reading of the lists may end. */
const LISTS_LATE: ReadonlySet<ErrorCode> = new Set([...LISTS_NOT_WHOLE, 'icloud-sorting', 'frames-unread']);

/** Returns whether a list may have been read only in part. */
export const isAnyListShort = ({ shortfalls }: Pick<Run, 'shortfalls'>): boolean =>
  shortfalls.some(({ code }) => LISTS_NOT_WHOLE.has(code));

/** Returns whether a new reading may find photos that Apple counted but did not show. */
export const mayFindMore = ({ shortfalls }: Pick<Run, 'shortfalls'>): boolean =>
  shortfalls.some(({ code }) => LISTS_LATE.has(code));
