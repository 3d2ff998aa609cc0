import type { ChangedFiles } from '../../ports/destination-index.ts';

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
