import type { Database } from '../icloud/zone.ts';
import type { EpochMs } from '../units.ts';

/** Sync tokens of libraries and databases: where following changes begins. */
export interface TokensLog {
  /** Saves the sync token from before a library's lists are read; the first one of a reading stays. */
  saveStartToken(libraryKey: string, token: string | null): Promise<void>;
  /** Notes that the log holds everything up to the start of a library's reading. */
  saveRead(libraryKey: string, at: EpochMs): Promise<void>;
  readTokens(): Promise<Record<Database, string | null>>;
  saveDatabaseTokens(tokens: Record<Database, string | null>): Promise<void>;
  saveSyncToken(libraryKey: string, token: string): Promise<void>;
}
