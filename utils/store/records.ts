import type { ListedAlbum, ListedLibrary, ListProgress } from '../ports/listed.ts';
import type { QueuedFile } from '../ports/work-queue.ts';
import type { LogRecord, PhotoRecord } from './schema.ts';

/** Largest assumed difference between Apple's clock and the computer's. */
export const MAX_SERVER_DIFFERENCE_MS = 600_000;

/** A list that nobody has read. */
export const unreadList: ListProgress = {
  appleCount: null,
  rank: 0,
  seenItems: 0,
  pass: 1,
  isListed: false,
  passToken: null,
};

/** Returns a list at the start of its next pass. */
export const restarted = (list: ListProgress): ListProgress => ({
  ...list,
  rank: 0,
  seenItems: 0,
  pass: list.pass + 1,
  isListed: false,
  isSteady: false,
  unreadRanks: [],
  seenFrames: 0,
  areFramesRead: false,
  unnamedUnusable: 0,
});

/** Returns a list that shows one photo more or less. Burst frames have a count of their own: Apple does not count them. */
export const withSeen = (
  list: ListProgress,
  { isFrame }: Pick<PhotoRecord, 'isFrame'>,
  change: 1 | -1,
): ListProgress =>
  isFrame
    ? { ...list, seenFrames: (list.seenFrames ?? 0) + change }
    : { ...list, seenItems: list.seenItems + change };

/** Returns a library with all lists restarted, without any token. */
export function restartedLibrary(library: ListedLibrary): ListedLibrary {
  const { main, hidden, deleted } = library.lists;
  return {
    ...library,
    startToken: null,
    syncToken: null,
    isSorting: false,
    isUnsure: false,
    areAlbumsUnread: false,
    isUnread: false,
    lists: { main: restarted(main), hidden: restarted(hidden), deleted: restarted(deleted) },
  };
}

/** Returns an album whose album file must be checked: something in it may have changed. */
export function invalidateAlbumFile(album: ListedAlbum): ListedAlbum {
  const copy = { ...album };
  delete copy.listMadeFor;
  return copy;
}

/** Whether the latest pass over its list showed a photo. If not, it is gone or went to another list. */
export const isListedNow = (
  { libraryKey, list, seenInPass }: Pick<PhotoRecord, 'libraryKey' | 'list' | 'seenInPass'>,
  libraries: ReadonlyMap<string, ListedLibrary>,
): boolean => {
  const library = libraries.get(libraryKey);
  return library !== undefined && !library.isGone && library.lists[list].pass === seenInPass;
};

/** Item key of folders in the store `paths`. */
export const FOLDER = 'folder';

/** Removes the time of the last full check. */
function withoutCheck(log: LogRecord): LogRecord {
  const copy = { ...log };
  delete copy.checkedAt;
  return copy;
}

/** Returns a log for another Jottacloud account, about which nothing is known yet. */
export function ofOtherJottacloud(log: LogRecord, jottacloudUser: string): LogRecord {
  const copy = { ...withoutCheck(log), jottacloudUser };
  delete copy.refusesConflictHandler;
  return copy;
}

/** Returns a log with more changes of counted photos, after which an earlier plan is no base to add to. */
export const withCountedChanges = (log: LogRecord, count: number): LogRecord => ({
  ...log,
  countedChanges: (log.countedChanges ?? 0) + count,
});

/** Returns a file with other content. */
export function withContent(file: QueuedFile, checksum: string, sizeBytes: number): QueuedFile {
  const copy = { ...file, checksum, sizeBytes };
  delete copy.toldBytes;
  return copy;
}
