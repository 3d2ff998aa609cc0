import type { ContentStore } from './store/content-store.ts';
import type { JfsTree } from './jfs/jfs-tree.ts';
import type { OpenUploads } from './store/open-uploads.ts';
import type { TokenStore } from './identity/token-store.ts';

/** The account's owner; every field may be changed while the fake runs. */
export interface JottaUser {
  /** First segment of every JFS path. Source: docs/jottacloud.md 2.1. */
  username: string;
  /** In login tokens; other than `username`, as it may be at the real service. Source: docs/jottacloud.md 2.1. */
  loginUsername: string;
  name: string;
  email: string;
  /** -1 = unlimited. */
  capacityBytes: number;
  /** Space used by other programs, besides the files here. */
  otherBytes: number;
  writeLocked: boolean;
}

/** Position of a `<folder>` in a liststream; rclone refuses the last. Source: docs/jottacloud.md 2.5. */
export type FolderOrder = 'before-their-files' | 'all-first' | 'only-childless' | 'after-their-files';

/** How liststream answers; what the real one does is partly unknown. Source: docs/jottacloud.md 2.5, 8.5. */
export interface ListStreamSwitches {
  rootElement: string;
  folders: FolderOrder;
  /** No `stats` at the end. */
  noStats: boolean;
  /** One file more than there is in `stats`. */
  wrongStats: boolean;
  /** The document ends in the middle although the HTTP answer is whole. */
  endsEarly: boolean;
  upperCaseMd5: boolean;
}

/** One upload POST. */
export interface RecordedUpload {
  path: string;
  range?: string;
  /** Body bytes that arrived. */
  bytes: number;
  /** 0 = the connection was cut before an answer, or it is still under way. */
  status: number;
}

/** One allocate that was answered 200. */
export interface RecordedAllocation {
  path: string;
  md5: string;
  bytes: number;
  state: string;
  resumePosition: number;
}

/** How `?mode=thumb` answers for a file: a JPEG, nothing in it, something else, or 404. */
export type PreviewKind = 'jpeg' | 'empty' | 'broken' | 'none';

/** Previews; whether and when the service makes them is unknown. Source: docs/jottacloud.md 2.9. */
export interface PreviewSwitches {
  /** @param name of the file */
  kindOf(name: string): PreviewKind;
  /** The picture of a content; undefined: a very small one. @param md5 of the file, lower-case hex */
  pictureOf(md5: string): Uint8Array | undefined;
}

/** All the routes share. */
export interface Service {
  readonly user: JottaUser;
  readonly now: () => number;
  readonly tokens: TokenStore;
  readonly tree: JfsTree;
  readonly contents: ContentStore;
  readonly openUploads: OpenUploads;
  readonly liststream: ListStreamSwitches;
  readonly uploadSwitches: UploadSwitches;
  readonly previewSwitches: PreviewSwitches;
  readonly uploads: RecordedUpload[];
  readonly allocations: RecordedAllocation[];
  /** Client mistakes that the service might not notice. */
  readonly violations: string[];
}

/** Faults of the upload host that no general fault can make. */
export interface UploadSwitches {
  /** Number of further uploads that get one wrong byte in transit and end with 421. */
  corruptNext: number;
  /** Ask for a living token again when the body has arrived (whether the service does is unknown): 401, the bytes are kept. */
  checkTokenAtEnd: boolean;
  /** `conflict_handler` is not known: a file of other content gets a new revision. One client alone is known to send it. */
  ignoresConflictHandler: boolean;
  /** `conflict_handler` is a field that the service refuses as it would any other it does not know: 400. */
  refusesConflictHandler: boolean;
  /** Host of the upload addresses; seen are `up-no-001` and `up` of jottacloud.com. */
  host: string;
  /** A part that ends before the file does and came whole is answered 200 with the bytes held, not 420: invented. */
  partsAreFine: boolean;
}
