import { assertFound, type ErrorRecord, type TransferError } from '../../../errors.ts';
import type { Database } from '../../../icloud/zone.ts';
import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { LibrariesLog } from '../../../ports/libraries-log.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import type { ListerTools } from '../tools.ts';
import { type EarlyAnswers, withEarly } from './early-answers.ts';
import { findLibraries, type FoundLibraries } from './find-libraries.ts';

/** State of one pass that brings the log up to date. Its steps share it. */
export interface ListingState {
  readonly tools: ListerTools;
  /** Lists to read. */
  readonly names: readonly ListName[];
  readonly signal: AbortSignal;
  readonly found: FoundLibraries;
  readonly shortfalls: ErrorRecord[];
  readonly remarks: ErrorRecord[];
  /** First answers that were requested beside the state of a library, by its key. */
  readonly early: Map<string, EarlyAnswers>;
  /** Libraries whose changes up to this pass are known. */
  readonly upToDate: Set<string>;
  /** Databases of the libraries that cannot be read. */
  readonly failed: Map<string, Database>;
  /** Libraries with lists that were read from their beginning. */
  readonly relisted: Set<string>;
  /** Shared albums that were read from their history. */
  readonly readByHistory: Set<string>;
  /** The latest malformed response that made a library unreadable. */
  malformedResponse: TransferError | null;
  /** Album lists have restarted since this round read them. */
  haveAlbumsRestarted: boolean;
}

/** Finds the libraries and creates the state of a pass over them. */
export async function createListingState(
  tools: ListerTools,
  names: readonly ListName[],
  signal: AbortSignal,
): Promise<ListingState> {
  const found = await findLibraries(tools, signal);
  return {
    tools,
    names,
    signal,
    found,
    shortfalls: found.shortfalls,
    remarks: [],
    early: new Map(),
    upToDate: new Set(),
    failed: new Map(),
    relisted: new Set(),
    readByHistory: new Set(),
    malformedResponse: null,
    haveAlbumsRestarted: false,
  };
}

/** Returns the tools for a library. Calls to a library that failed in the previous run are tried once. */
export function toolsFor({ tools, early }: ListingState, { key, isUnread }: ListedLibrary): ListerTools {
  if (isUnread === true) return { ...tools, isBrief: true };
  const answers = early.get(key);
  return answers ? { ...tools, icloud: withEarly(tools.icloud, answers) } : tools;
}

/** Reads a library from the log. */
export async function readLibrary(store: LibrariesLog, key: string): Promise<ListedLibrary> {
  const library = (await store.libraries()).find((one) => one.key === key);
  assertFound(library, 'the library');
  return library;
}
