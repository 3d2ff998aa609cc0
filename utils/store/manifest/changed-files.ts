import type { ChangedFiles } from '../../ports/destination-index.ts';
import type { QueuedFile } from '../../ports/work-queue.ts';
import type { LogRecord } from '../schema.ts';

/** Remembers which files were confirmed or lost in this life, so that no part of a manifest needs a walk over the log. */
export interface ChangeTracker {
  /** To be called before and after the transaction that stores them. @param changes of the log before it */
  note(keys: readonly string[], changes: number): void;
  /** @param upTo changes of the log, read before this call */
  read(upTo: number): ChangedFiles;
  forget(upTo: number): void;
}

/** Creates a tracker without changes. */
export function createChangeTracker(): ChangeTracker {
  let fresh = new Set<string>();
  let taken = new Set<string>();
  let from: number | null = null;
  return {
    note(keys, changes) {
      from ??= changes;
      for (const key of keys) fresh.add(key);
    },
    read(upTo) {
      from ??= upTo;
      for (const key of fresh) taken.add(key);
      fresh = new Set();
      return { keys: [...taken], from, upTo };
    },
    forget(upTo) {
      taken = new Set();
      from = upTo;
    },
  };
}

/** A file before and after a change; null or undefined: the log has none. */
export type FileTurn = readonly [before: QueuedFile | null | undefined, after: QueuedFile | null | undefined];

/** Changes of a manifest that one transaction makes. */
export interface NotedTurns {
  /** Number of files of which a manifest says something else now. */
  count: number;
  /** What the transaction has to store in the log's record. */
  record: Pick<LogRecord, 'fileChanges'>;
  /** To be called once the transaction is stored. */
  stored(): void;
}

/**
 * Notes the files of which a manifest says something else after a transaction. Every transaction that changes files calls it
 * before it writes.
 *
 * @param log as it is before the transaction
 */
export function noteTurned(
  changes: ChangeTracker,
  { fileChanges = 0 }: Pick<LogRecord, 'fileChanges'>,
  turns: Iterable<FileTurn>,
): NotedTurns {
  const keys = [...turns].flatMap(([before, after]) => {
    const key = after?.key ?? before?.key;
    return key === undefined || entryOf(before) === entryOf(after) ? [] : [key];
  });
  const note = (): void => changes.note(keys, fileChanges);
  note();
  return {
    count: keys.length,
    record: keys.length > 0 ? { fileChanges: fileChanges + keys.length } : {},
    stored: note,
  };
}

/** Returns what a manifest says of a file; null if it is not verified. */
const entryOf = (file: QueuedFile | null | undefined): string | null =>
  file?.state.status === 'done'
    ? JSON.stringify([file.path, file.checksum, file.sizeBytes, file.state.md5, file.state.proof])
    : null;
