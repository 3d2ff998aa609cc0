import type { ErrorCode } from '../errors.ts';
import type { IcloudCall, IcloudReply, PageSummary } from '../icloud/transport.ts';
import type { AccessToken, Refused } from '../domain/account/access-token.ts';
import type { Choice } from '../domain/album/choice.ts';
import type { LogAlbums } from '../domain/album/log-albums.ts';
import type { Arrangement } from '../domain/layout/arrangement.ts';
import type { ManifestSettings } from '../domain/manifest/manifest-state.ts';
import type { ProgressState } from '../domain/manifest/progress-file.ts';
import type { FolderLevel } from '../domain/layout/folder-level.ts';
import type { WantedSend } from '../domain/photo/wanted-send.ts';
import type { PictureAnswer, PictureRef } from '../domain/picture/small-picture.ts';
import type { ComparedFile, PreviewAnswer } from '../domain/picture/preview.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { SetupOnPage } from '../domain/run/first-run.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { Run, Totals } from '../domain/run/run.ts';
import type { PowerState } from '../domain/top-up/top-up.ts';
import type { IcloudAccount, JottacloudAccount, SessionState } from '../domain/run/snapshot.ts';

/** Pictures in one request of a page: a screen holds a few dozen, and the next request is for what is shown then. */
export const MAX_PICTURES_ASKED = 12;

/** Requests to the background from our own pages and from the engine's host, never from a web page. */
export interface BackgroundProtocol {
  /** Exchanges a pasted login token. The page first asks for the host permission of a partner. */
  connect(request: { token: string }): JottacloudAccount;
  disconnect(): void;
  /** Returns current figures from Jottacloud; null: not connected. */
  readAccount(): JottacloudAccount | null;
  /** Lists one folder of Jottacloud's Archive, named from its top; null: it does not exist. */
  listFolder(request: { path: string[] }): FolderLevel | null;
  /** Makes a folder of the Archive with its parents. An existing one stays as it is. */
  makeFolder(request: { path: string[] }): void;
  /** Saves a report of the day as a new file in the destination folder. @returns the name that the file has */
  saveReport(request: { folder: string; day: string; html: string }): string;
  /** Asks an open iCloud tab; opens none. */
  checkSession(): SessionState;
  /** Returns the session with its owner, as far as an open iCloud tab knows. Only for our own pages. */
  readIcloudAccount(): IcloudAccount;
  /** Counts, and shows the plan before anything moves, unless plans are switched off. */
  startTransfer(): void;
  /** Copies the last choice again: reads all lists from their beginning and checks every file in Jottacloud. */
  checkAgain(): void;
  /** Counts photos that are new at Apple since the last complete copy, and notes it; null if unknown. Opens no tab. */
  countNew(): number | null;
  /** Turns sends from before the setup into a run or a plan, once the account is confirmed. True if there were any. */
  startKept(): boolean;
  /** Counts an unconfirmed plan again after a change of settings. */
  followSettings(): void;
  /** "Start": carries out the plan. */
  confirmTransfer(): void;
  /** Copies a choice whose plan was seen before, or continues a run that has begun. */
  copyChosen(request: { choice: Choice }): void;
  /** Changes the choice of photos before anything moves. */
  chooseTransfer(request: { choice: Choice }): void;
  /** Discards the plan. */
  dropTransfer(): void;
  pauseTransfer(): void;
  /** "Stop this copy": for good; what it copied stays. */
  stopTransfer(): void;
  /** Continues after a pause, or checks at once whether an obstacle is gone. */
  continueTransfer(): void;
  /** "Take over": continues although another computer copies to the same destination. */
  takeOver(): void;
  /** "Try these again": queues failed files of one code or (null) all, and continues, in a new run if the last one ended. */
  retryFailed(request: { code: ErrorCode | null }): void;
  /** Returns small pictures of Apple's for what a page shows, at most `MAX_PICTURES_ASKED`. Opens no tab. */
  readPictures(request: { refs: PictureRef[] }): PictureAnswer[];
  /** Returns what Jottacloud shows of a copied photo. */
  readPreview(request: { photo: PictureRef }): PreviewAnswer;
  /** Downloads the original of a photo from Jottacloud once more and compares it with what was sent. */
  compareFile(request: { photo: PictureRef }): ComparedFile;
  /** Moves a press one place forward in the queue. */
  moveTaskUp(request: { id: string }): void;
  /** Takes a press out of the queue. */
  removeTask(request: { id: string }): void;
  /** "Retry" of an earlier run: copies its choice again, or only what failed if it was the latest. Waits behind an open run. */
  repeatRun(request: { id: number }): void;
  openIcloud(): void;
  /** Shows the copy of another Apple account, named by its log. The engine leaves the log that was shown. */
  showCopyOf(request: { log: string }): void;
  /** Shows the copy of the Apple account that is signed in, and begins it if it has none yet. */
  copySignedIn(): void;
  /** Deletes what this browser keeps of one Apple account. Not for the only one. */
  deleteCopyOf(request: { log: string }): void;
  /** Runs our content script on icloud.com.cn exactly while the user allows it. */
  followChina(): void;
  /** Stops the run and deletes everything in this browser: log, spool, settings, sign-in and its key. */
  deleteAllData(): void;
  /** For the engine: makes a call from the iCloud tab. Opens one if none is open, except for a top-up. */
  icloudPost(request: IcloudCall): IcloudReply;
  /** For the engine: returns an access token valid for at least `minLifeMs`. `refused`: what Jottacloud did not accept. */
  accessToken(request: { minLifeMs: number; refused: Refused | null }): AccessToken;
  /** For the connection check: refreshes the tokens now. The answer holds no token. */
  renewSignIn(): { hasNewAccessToken: boolean; hasNewRefreshToken: boolean; lifeMs: number };
  /** For the connection check: whether the browser sends our `Origin` when the check makes its folder. */
  showOrigin(request: { isShown: boolean }): void;
  /** For the connection check: describes an open iCloud tab in numbers; null: none answers. */
  lookAtPage(): PageSummary | null;
  /** For the engine: returns whether the user allowed hosts of a pattern. */
  hasAccess(request: { origin: string }): boolean;
  /** For the engine: takes the arrangement of an earlier copy as settings, if the person has none here. Returns whether it did. */
  offerArrangement(request: { arrangement: Arrangement }): boolean;
  /** For the engine: returns what is kept at the destination, and who this computer is. */
  manifestSettings(): ManifestSettings;
  /** For the engine: returns the text of the progress file; null: it is not wanted. */
  progressText(request: { state: ProgressState }): string | null;
  /** From the engine's document in Chrome, whenever the battery gets low or is charged. */
  batteryChanged(request: { isLow: boolean }): void;
  /** From the engine of a log, after a change of run, phase or percentage. */
  engineChanged(change: { log: string; idle: boolean; percent: number | null }): void;
}

/** Reason to wake the engine. An engine of another log is ended first. */
export interface WakeRequest {
  atOnce: boolean;
  /** Name of the current log. */
  log: string;
}

/** Requests to the document that hosts the engine. */
export interface HostProtocol {
  /** Reads the run of a log again and acts on it. `atOnce`: ends the wait for a busy service. */
  wake(request: WakeRequest): void;
  /** Reads battery and connection, which only a document can see. */
  readPower(): PowerState;
}

/** Requests to the content script on icloud.com. */
export interface ContentProtocol {
  post(request: IcloudCall): IcloudReply;
  look(): PageSummary;
}

/** Broadcast channel from the engine to all our open pages; nobody answers. */
export const PROGRESS_CHANNEL = 'fotoflytt-progress';
/**
 * `live`: progress of a log with the current run and totals, so that no page has to read the log. `stored`: the log changed in
 * another way.
 */
export type ProgressMessage =
  { kind: 'stored' } | { kind: 'live'; log: string; live: LiveProgress; run: Run | null; totals: Totals };

/** Photos to send, as the content script names them. */
export type WantedPhotos = WantedSend;

/**
 * Requests to the background from our content script in a frame of iCloud Photos, and from nothing else. That script shares
 * a process with a web page: requests are parsed as if the page had made them, and no answer reveals more than its user
 * sees.
 */
export interface InPageProtocol {
  /** `isSetUp`: photos can be sent now. `marks`: the user wants marks on the tiles. `setup`: null if no first run waits. */
  pageState(): { isSetUp: boolean; marks: boolean; setup: SetupOnPage | null };
  /** States by thumbnail fingerprint; unknown ones are omitted. */
  thumbStates(request: { thumbs: string[] }): Record<string, PhotoState>;
  itemStates(request: { assetNames: string[] }): Record<string, PhotoState>;
  /** Numbers of albums, by record name. Without a log, and before the setup, no album is known. */
  albumFigures(request: { albumNames: string[] }): LogAlbums;
  /** Covers of albums, at most `MAX_PICTURES_ASKED`; `ref` is the record name. */
  albumCovers(request: { albumNames: string[] }): PictureAnswer[];
  /**
   * `needsSetup`: nothing was added, because Jottacloud is not connected. `undoId`: null if nothing was added. `isPlan`: it
   * becomes a plan, and nothing is sent before "Start".
   */
  sendItems(request: WantedPhotos): {
    added: number;
    undoId: string | null;
    needsSetup: boolean;
    isPlan: boolean;
  };
  /** `isTakenBack`: false if its run has already begun. */
  undoSend(request: { undoId: string }): { isTakenBack: boolean };
  /** Opens the setup and keeps the photos to send until the account is confirmed. */
  openSetup(request: { keep: WantedPhotos }): void;
  /** Opens the details of the copy. */
  openDetails(): void;
  /** Leads back to the first run. */
  continueSetup(): void;
}
