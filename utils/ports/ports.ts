import type { AccountFacts, FactSide } from '../domain/account/account-facts.ts';
import type { ErrorCode, ErrorRecord } from '../errors.ts';
import type { Bytes } from '../http/bytes.ts';
import type { Database, LibraryZone } from '../icloud/zone.ts';
import type { Album, Member } from '../domain/album/album.ts';
import type { ListName } from '../domain/layout/destination-path.ts';
import type { AssetRecord, Role } from '../domain/photo/record.ts';
import type { FileEvent, FileState } from '../domain/file/file.ts';
import type { Plan } from '../domain/run/plan.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { Run, Totals } from '../domain/run/run.ts';
import type { SpeedSeries } from '../domain/progress/speed-series.ts';
import type { EpochMs, Md5, RecordName, RelativePath } from '../units.ts';
import type {
  LibraryMarks,
  ListedAlbum,
  ListedLibrary,
  ListedMembers,
  PhotoPage,
  SettledDifference,
} from './listed.ts';

/** A file as the engine works on it. */
export interface QueuedFile {
  key: string;
  order: number;
  itemKey: string;
  libraryKey: string;
  role: Role;
  holder: RecordName;
  field: string;
  checksum: string;
  /** Bytes that it has. */
  sizeBytes: number;
  /** Bytes that Apple says it has, where that is another number, and its checksum proved that Apple is wrong. */
  toldBytes?: number;
  takenAt: EpochMs;
  path: RelativePath;
  /** Content of ours that it may take the place of. */
  replaces: Md5 | null;
  state: FileState;
}

/** A photo, and which of its files Apple did not have. */
export interface MissingFiles {
  libraryKey: string;
  list: ListName;
  asset: AssetRecord;
  roles: Role[];
}

/** A file whose type nobody tells: its first bytes are looked at before it gets a name. It has no place in the queue yet. */
export type UntypedFile = Pick<
  QueuedFile,
  'key' | 'order' | 'itemKey' | 'libraryKey' | 'role' | 'holder' | 'field' | 'checksum' | 'sizeBytes'
>;

/** Whose photos the log is of: Apple's number, and the account as its owner knows it again, where Apple has told it. */
export interface AccountOfLog {
  accountNumber: string;
  account: string | null;
}

/** Bytes that are in Jottacloud. */
export interface KnownContent {
  md5: Md5;
  sizeBytes: number;
}

/** What there is to do. */
export interface Work {
  files: QueuedFile[];
  known: ReadonlyMap<string, KnownContent>;
  nextDue: EpochMs | null;
}

/** The resume log. Every change is durable when its promise resolves. */
export interface ItemStore {
  readRun(): Promise<Run | null>;
  /** @param id the run that is meant. Rejects with an `AbortError` where that one was stopped, or is not the latest any more */
  changeRun(change: Partial<Omit<Run, 'id'>>, id?: number): Promise<Run>;
  readTotals(): Promise<Totals>;

  /** Makes a log in which nothing has moved that of an account. @returns the account that the log is of */
  claimAccount(account: AccountOfLog): Promise<AccountOfLog>;
  /**
   * Notes whose Jottacloud the files go to from now on.
   *
   * @returns true if they went to another one before
   */
  claimJottacloud(username: string): Promise<boolean>;
  /** Facts that a connection check has found out about an account. They may be wrong by now. */
  readFacts(side: FactSide, account: string): Promise<AccountFacts>;
  /** Whether this account's Jottacloud refuses the field `conflict_handler`. */
  refusesHandler(): Promise<boolean>;
  saveRefusesHandler(): Promise<void>;
  /**
   * Enters libraries that Apple names.
   *
   * @param skipped names of zones that hold none
   * @param isPart Apple named only those that have changed
   */
  saveLibraries(zones: LibraryZone[], skipped: string[], isPart?: boolean): Promise<void>;
  /** All libraries but those that are gone. */
  libraries(): Promise<ListedLibrary[]>;
  /** A library that is not at Apple any more. What was copied of it stays. */
  saveLibraryGone(libraryKey: string): Promise<void>;
  /** Zones of libraries that are gone, as no run has told to its end. */
  goneUntold(): Promise<LibraryZone[]>;
  saveGoneTold(): Promise<void>;
  saveMarks(libraryKey: string, marks: LibraryMarks): Promise<void>;
  /** Begins all lists and albums of a library from their beginning, without any token. */
  listLibraryAgain(libraryKey: string): Promise<void>;
  saveCount(libraryKey: string, list: ListName, appleCount: number | null): Promise<void>;
  /** Enters what is new on a page and moves the list's rank, in one step. */
  savePhotos(libraryKey: string, list: ListName, page: PhotoPage): Promise<void>;
  /** Begins a list of a library anew. */
  listAgain(libraryKey: string, list: ListName): Promise<void>;
  /** Keeps the difference between a count and its list, or forgets it. */
  saveSettled(libraryKey: string, list: ListName, settled: SettledDifference | null): Promise<void>;
  /** All frames of bursts of a library are in the log. */
  saveFramesRead(libraryKey: string): Promise<void>;
  /** State of a library before its lists are read; the first one of a reading stays. */
  saveStartToken(libraryKey: string, token: string | null): Promise<void>;
  /** Everything up to the start of a library's reading is in the log. */
  saveRead(libraryKey: string, at: EpochMs): Promise<void>;
  /** The shared database did not answer at the last look. */
  isSharedSilent(): Promise<boolean>;
  saveSharedSilent(isSilent: boolean): Promise<void>;
  readTokens(): Promise<Record<Database, string | null>>;
  saveDatabaseTokens(tokens: Record<Database, string | null>): Promise<void>;
  saveSyncToken(libraryKey: string, token: string): Promise<void>;
  /** The run reads all lists after all. @param id as for `changeRun` */
  listAllAgain(id?: number): Promise<Run>;
  /** Photos that are gone for good at Apple. What was copied of them stays. */
  saveGone(libraryKey: string, recordNames: readonly string[]): Promise<void>;
  /** Whether a photo is in the log and was there at the last reading. */
  isListed(libraryKey: string, recordName: string): Promise<boolean>;
  /** Assets in the log whose files these masters hold. */
  assetsOfMasters(libraryKey: string, masterNames: readonly RecordName[]): Promise<AssetRecord[]>;
  /** Albums that are new or have changed, and members that came or went. */
  saveAlbumChanges(
    libraryKey: string,
    albums: readonly Album[],
    members: readonly (Member & { albumName: string; isGone: boolean })[],
  ): Promise<void>;
  /**
   * Albums and folders as Apple lists them now: all of a library.
   *
   * @param unreadFolders record names of folders whose content Apple could not show: what was in them stays
   */
  saveAlbums(libraryKey: string, albums: Album[], unreadFolders?: readonly string[]): Promise<void>;
  albums(): Promise<ListedAlbum[]>;
  saveAlbumCounts(counts: ReadonlyMap<string, number | null>): Promise<void>;
  saveMembers(albumKey: string, page: ListedMembers): Promise<void>;
  /** Keeps the differences between counts and lists of albums. */
  saveAlbumsSettled(settled: ReadonlyMap<string, SettledDifference>): Promise<void>;
  /**
   * Restarts the lists of all albums if one of these changed photos may be missing from them.
   *
   * @returns true if there are albums to read
   */
  listAlbumsAgain(libraryKey: string, assets: readonly AssetRecord[]): Promise<boolean>;
  listAlbumAgain(albumKey: string): Promise<void>;

  /** What the run is going to do, from what was listed. */
  countPlan(run: Run, at: EpochMs): Promise<Plan>;
  /** Writes the plan of a run, which then waits for "Start" unless it is confirmed. @returns null if another run, choice or arrangement is wanted meanwhile */
  savePlan(run: Run, plan: Plan, shortfalls: ErrorRecord[]): Promise<Run | null>;
  /** Makes ready to place photos: where destination or layout changed, all places are forgotten. */
  preparePlaces(run: Run): Promise<void>;
  /** Files of the photos that are placed next whose names would be a guess; none once all were looked at. */
  untypedFiles(run: Run): Promise<UntypedFile[]>;
  /** Keeps the types that first bytes tell; null: they tell none. */
  saveTypes(types: readonly { file: UntypedFile; type: string | null }[]): Promise<void>;
  /** Gives the next photos their places and queues their files. @returns false when all have theirs */
  placeNext(run: Run): Promise<boolean>;
  /** Folders of albums that hold no file. */
  emptyFolders(): Promise<{ albumKey: string; path: RelativePath }[]>;
  saveFolderMade(albumKey: string): Promise<void>;
  /** No folder is known to be at the destination. */
  forgetFolders(): Promise<void>;
  /** The whole destination was held against the log at that time. */
  saveChecked(at: EpochMs): Promise<void>;
  /** Forgets files that were never copied of photos that are gone at Apple: nothing can be moved of them any more. */
  forgetGoneFiles(): Promise<void>;
  /** Photos of which Apple did not have a file when they were listed. */
  missingFiles(): Promise<MissingFiles[]>;
  /** Queues the lists of albums that are new or have changed. @returns true if there is one */
  placeAlbumFiles(run: Run): Promise<boolean>;
  /** Bytes of a file that we write ourselves: a details file, the list of an album. */
  readOwnFile(file: QueuedFile): Promise<{ bytes: Uint8Array<ArrayBuffer>; checksum: string }>;
  saveSpeed(bytesPerSecond: number): Promise<void>;
  /** Speeds of a run so far; null if none were kept. */
  readSpeeds(runId: number): Promise<SpeedSeries | null>;
  /** Keeps them, and forgets those of earlier runs. */
  saveSpeeds(series: SpeedSeries): Promise<void>;
  /** After a death: files that were in the middle of something go back to their checkpoint. */
  recover(): Promise<void>;
  /** Which of these places in the queue are of files that are neither done nor failed. */
  openOrders(orders: readonly number[]): Promise<Set<number>>;
  /**
   * Next files to work on, in order: hashed ones, then waiting ones that are due, then queued ones; contents among theirs
   * that Jottacloud has, by checksum; and when the next waiting one is due, null if none is left to wait for.
   */
  takeWork(now: EpochMs, limit: number, isTaken: (key: string) => boolean, takenCount: number): Promise<Work>;
  /**
   * Moves one file along its table, by one event or by several in a row. Where its record is about other content by now
   * than they are, nothing happens.
   *
   * @returns the file as it is now, with the checksum of what it is about
   */
  apply(key: string, ...events: FileEvent[]): Promise<QueuedFile>;
  /**
   * Gives a file another name, free in the log: its own is taken by other content at the destination, or refused there.
   * Files of its photo that have the same stem go with it.
   *
   * @param file with the name that is of no use; where it has another one by now, it keeps that
   */
  rename(file: Pick<QueuedFile, 'key' | 'path'>, reason: 'taken' | 'refused'): Promise<QueuedFile>;
  /** What Apple holds now, where it is not what was listed; nothing where the record is about something else by now. */
  saveContentOf(
    file: Pick<QueuedFile, 'key' | 'checksum'>,
    checksum: string,
    sizeBytes: number,
  ): Promise<QueuedFile>;
  /** Apple's checksum proved that the file has this size, whatever Apple tells. */
  saveProvedSize(file: Pick<QueuedFile, 'key' | 'checksum'>, sizeBytes: number): Promise<QueuedFile>;

  /** Why files were given up: each reason once. */
  failedCodes(): Promise<ErrorCode[]>;
  /** Queues the files that were given up for these reasons. @returns how many */
  tryAgain(codes: readonly ErrorCode[]): Promise<number>;

  knownContent(checksum: string): Promise<KnownContent | null>;
  forgetContent(checksum: string): Promise<void>;

  /** The file that each path belongs to; null for what is not ours. */
  filesAt(paths: readonly string[]): Promise<(QueuedFile | null)[]>;
  /** Records that could not be read as photos. */
  unusableCount(): Promise<number>;
  /** All finished files, a part at a time. */
  doneFiles(afterOrder: number, limit: number): Promise<QueuedFile[]>;
}

/** What the spool knows a file by. */
export type SpooledFile = Pick<QueuedFile, 'order' | 'sizeBytes' | 'checksum'>;

/** A place for the bytes of one file on their way. It ends with `finish`, `leave` or `discard`. */
export interface SpoolWriter {
  /** Bytes of the file's beginning that a former try, in this life of the engine or an earlier one, has left here; what is written comes after them. */
  readonly keptBytes: number;
  /** Whether everything so far is kept. Once false it stays so, and what is written is dropped: the disk is full. */
  readonly hasRoom: boolean;
  /** The kept bytes, a few at a time; only before the first `write`. */
  readKept(): Iterable<Uint8Array<ArrayBuffer>>;
  /** Takes the bytes over at once: the memory they lie in is used again for the next. */
  write(chunk: Uint8Array<ArrayBuffer>): void;
  /** The whole file, to be read as often as needed; null if there was no room. */
  finish(): Promise<Bytes | null>;
  /** Stops here; what can be kept stays for the next try, also in the engine's next life. @returns bytes that are kept */
  leave(): Promise<number>;
  /** Gives the place up. */
  discard(): Promise<void>;
}

/** Temporary bytes: small files in memory, large ones on disk as long as there is room. */
export interface Spool {
  create(file: SpooledFile): Promise<SpoolWriter>;
  /** Bytes that a former life of the engine has finished; null if there are none. */
  open(file: SpooledFile): Promise<Blob | null>;
  remove(file: SpooledFile): Promise<void>;
  /** Places in the queue of the files that have bytes here. */
  orders(): Promise<number[]>;
  /** Removes everything that belongs to no file that `isWanted`, by its order. */
  clean(isWanted: (order: number) => boolean): Promise<void>;
}

export type { Clock } from './clock.ts';

/** Where the engine tells how it goes. */
export interface Reporter {
  /** Something else than progress has changed in the log. */
  stored(): void;
  /** How it goes, with what the log says now. */
  live(progress: LiveProgress, run: Run | null, totals: Totals): void;
  /** The run began, stopped or ended. */
  turned(change: { idle: boolean; percent: number | null }): void;
}
