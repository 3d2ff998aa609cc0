import type { ErrorCode } from '../errors.ts';
import type { IcloudCall, IcloudReply, PageLook } from '../icloud/transport.ts';
import type { Choice } from '../domain/album/choice.ts';
import type { WantedSend } from '../domain/photo/wanted-send.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { LiveProgress } from '../domain/progress/progress.ts';
import type { Run, Totals } from '../domain/run/run.ts';
import type { JottacloudAccount, SessionState } from '../domain/run/snapshot.ts';

/** A token that may be used now. */
interface AccessToken {
  value: string;
  /** Internal user name: first segment of every JFS address. */
  username: string;
  /** Host of the identity server that it is of. */
  service: string;
}

/** Answered by the background; asked by our own pages and by the engine's host. Nothing from a web page is answered. */
export interface BackgroundProtocol {
  /** Exchanges a pasted login token. The page asks for a partner's host permission before. */
  connect(request: { token: string }): JottacloudAccount;
  disconnect(): void;
  /** Fresh figures from Jottacloud, null when not connected. */
  readAccount(): JottacloudAccount | null;
  /** Asks an open page at icloud.com; opens none. */
  checkSession(): SessionState;
  /** The same, with the account's address in a form that only its owner recognises; null where it is not told. */
  readIcloudAccount(): { session: SessionState; account: string | null };
  /** Counts, and shows the plan before anything moves unless the user does not want to see it. */
  startTransfer(): void;
  /** Copies the last choice again, with all lists read anew and every file looked for in Jottacloud. */
  checkAgain(): void;
  /** Photos that are new at Apple since the last copy; 0 where that is not known. Opens no page. */
  countNew(): number;
  /** What was kept from before the setup becomes a run or a plan: somebody has said whose iCloud it is. True if anything was kept. */
  startKept(): boolean;
  /** Settings were changed: a plan that nobody has confirmed is counted again for them. */
  followSettings(): void;
  /** "Start": what the plan says is done. */
  confirmTransfer(): void;
  /** Copies a choice at once: its plan was seen before. Goes on with a run that has begun. */
  copyChosen(request: { choice: Choice }): void;
  /** Another choice of photos, as long as nothing moves. */
  chooseTransfer(request: { choice: Choice }): void;
  /** The plan is not wanted. */
  dropTransfer(): void;
  pauseTransfer(): void;
  /** "Stop this copy": for good; what was copied stays. */
  stopTransfer(): void;
  /** Goes on after a pause, or looks again at once whether an obstacle is gone. */
  continueTransfer(): void;
  /** "Try these again": puts back what was given up, for one reason or (null) all, and goes on, with a new run if the last one has ended. */
  retryFailed(request: { code: ErrorCode | null }): void;
  openIcloud(): void;
  /** Runs our script on icloud.com.cn after the user has allowed it, and no longer after that was taken back. */
  followChina(): void;
  /** Stops the run and removes everything that is kept in this browser: log, spool, settings, sign-in and its key. */
  deleteAllData(): void;
  /** For the engine: a call in the name of the page at icloud.com; opens that page if none is open. */
  icloudPost(request: IcloudCall): IcloudReply;
  /** For the engine: an access token that lives at least so long, with the user name; `refused` is what Jottacloud did not take. */
  accessToken(request: {
    minLifeMs: number;
    refused: { token: string } | { username: string } | null;
  }): AccessToken;
  /** For the check of the connection: trades the refresh token now. Answers without any token. */
  renewSignIn(): { hasNewAccessToken: boolean; hasNewRefreshToken: boolean; lifeMs: number };
  /** For the check of the connection: whether the browser shows our `Origin` when the folder of the check is made. */
  showOrigin(request: { isShown: boolean }): void;
  /** For the check of the connection: what an open page at icloud.com shows, in numbers; null where none answers. */
  lookAtPage(): PageLook | null;
  /** For the engine: whether the user has allowed hosts of a pattern. */
  hasAccess(request: { origin: string }): boolean;
  /** From the engine, when its run, its phase or its percentage changed. */
  engineChanged(change: { idle: boolean; percent: number | null }): void;
}

/** Answered by the document that hosts the engine. */
export interface HostProtocol {
  /** Read the run again and act on it. `atOnce`: a person does not want to wait for a busy service any longer. */
  wake(request: { atOnce: boolean }): void;
}

/** Answered by the content script on icloud.com. */
export interface ContentProtocol {
  post(request: IcloudCall): IcloudReply;
  look(): PageLook;
}

/** Told by the engine to every open page of ours over a broadcast channel of this name; nobody answers. */
export const PROGRESS_CHANNEL = 'fotoflytt-progress';
/**
 * `live`: how it goes, with what the log says now, so that no page need read it. `stored`: something else than
 * progress has changed in the log.
 */
export type ProgressMessage =
  { kind: 'stored' } | { kind: 'live'; live: LiveProgress; run: Run | null; totals: Totals };

/**
 * Between pages that show small pictures of files under way and the engine, over a broadcast channel of this name: most
 * of the time there are none, and then nothing is told.
 */
export const THUMBNAIL_CHANNEL = 'fotoflytt-thumbnails';
/**
 * `looking`: from a page that shows pictures, every few seconds, with the keys of the files it has pictures of.
 * `picture`: from the engine, a small JPEG of one file.
 */
export type ThumbnailMessage =
  { kind: 'looking'; has: string[] } | { kind: 'picture'; key: string; picture: ArrayBuffer };

/** What is to be sent, as the page's script says it. */
export type WantedPhotos = WantedSend;

/**
 * Answered by the background to our content script in a frame of iCloud Photos, and to nothing else. That script shares
 * its process with a web page: requests are read as if the page had made them, and no answer tells more than the page's
 * own user sees.
 */
export interface PageProtocol {
  /** `isSetUp`: photos could be sent now. `marks`: the user wants marks on the tiles. */
  pageState(): { isSetUp: boolean; marks: boolean };
  /** By thumb; thumbs that nothing is known of are left out. */
  thumbStates(request: { thumbs: string[] }): Record<string, PhotoState>;
  itemStates(request: { assetNames: string[] }): Record<string, PhotoState>;
  /**
   * `needsSetup`: nothing was added, for Jottacloud is not connected. `undoId` is null where nothing was added.
   * `isPlan`: it becomes a plan, and nothing is sent before "Start".
   */
  sendItems(request: WantedPhotos): {
    added: number;
    undoId: string | null;
    needsSetup: boolean;
    isPlan: boolean;
  };
  /** `isTakenBack`: false where it was taken on already. */
  undoSend(request: { undoId: string }): { isTakenBack: boolean };
  /** Opens the setup; what was to be sent is kept until somebody has said whose iCloud it is. */
  openSetup(request: { keep: WantedPhotos }): void;
}
