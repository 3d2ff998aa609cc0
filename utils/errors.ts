import type { EpochMs } from './units.ts';

const services = ['icloud', 'icloud-bytes', 'jottacloud', 'browser'] as const;

/** Where a failure arose. A backoff of one service does not pause the others. */
export type Service = (typeof services)[number];

/** Who can help: the engine alone (`retry`), a person (`user`, the run stops) or `nobody` (the file fails). */
export type Remedy = 'retry' | 'user' | 'nobody';

/** Lists every failure with its remedy. Codes are stored and sent between contexts: never rename a released one. */
const remedies = {
  /** The service cannot be reached, or the connection broke. */
  network: 'retry',
  /** The browser reports that there is no network at all. */
  offline: 'retry',
  /** The service asks for fewer requests. */
  'rate-limited': 'retry',
  /** The service returns errors of its own, such as 503. */
  'service-down': 'retry',
  /** A response that cannot be parsed. */
  'bad-response': 'retry',
  /** No iCloud tab is open, or its content script does not answer. */
  'icloud-page-silent': 'retry',
  /** Nobody is signed in at icloud.com. */
  'icloud-signed-out': 'user',
  /** Apple wants the code of two-factor authentication. */
  'icloud-code-wanted': 'user',
  /** Apple has new terms to accept. */
  'icloud-terms': 'user',
  /** Apple wants the account to be repaired on icloud.com. */
  'icloud-repair': 'user',
  /** iCloud Photos is not active in the account. */
  'icloud-inactive': 'user',
  /** Web access to iCloud data is switched off. */
  'icloud-locked': 'user',
  /** Advanced Data Protection wants the hourly approval. */
  'icloud-approval': 'user',
  /** Apple refuses a request without a reason that we know. */
  'icloud-refused': 'retry',
  /** Another Apple account is signed in than the one that the log belongs to. */
  'icloud-other-account': 'user',
  /** The account has no photo service, no library or no photos. */
  'icloud-empty': 'user',
  /** Apple keeps responding in a way that we do not understand. */
  'icloud-changed': 'user',
  /** A shortfall: Apple is still indexing a library. */
  'icloud-sorting': 'nobody',
  /** A list shows fewer photos than Apple counts: a remark where it stays so, else a shortfall. */
  'list-short': 'nobody',
  /** A shortfall: Apple gives no count, and two of its lists differ. */
  'lists-differ': 'nobody',
  /** A shortfall: a library could not be read. */
  'library-unread': 'nobody',
  /** A shortfall: some ranks of a list return nothing but errors. */
  'photos-unread': 'nobody',
  /** A remark: parts of the manifest of an earlier copy are cut or damaged. */
  'manifest-damaged': 'nobody',
  /** A remark: a later version of Fotoflytt wrote the manifest at the destination. */
  'manifest-newer': 'nobody',
  /** A remark: the manifest at the destination belongs to another Apple or Jottacloud account. */
  'manifest-other-account': 'nobody',
  /** A remark: the manifest of an earlier copy could not be read. */
  'manifest-unread': 'nobody',
  /** A remark: files of an earlier copy have other content by now. */
  'manifest-differs': 'nobody',
  /** A remark: somebody moved files within the destination. */
  'files-moved': 'nobody',
  /** A remark: the final check found files missing or changed, and they were sent again. */
  'files-repaired': 'nobody',
  /** A remark: Apple no longer lists a library. */
  'library-gone': 'nobody',
  /** A shortfall: albums could not be read. */
  'albums-unread': 'nobody',
  /** A shortfall: the changes, which show unpicked burst frames, could not be read. */
  'frames-unread': 'nobody',
  /** A shortfall: the shared database does not answer. */
  'shared-unread': 'nobody',
  /** A shortfall: no list shows some of the picked photos. */
  'picks-not-found': 'nobody',
  /** A shortfall: no list shows some of the chosen albums. */
  'albums-not-found': 'nobody',
  /** A shortfall: no photo is within the chosen dates. */
  'dates-empty': 'nobody',
  /** A signed URL has expired or is refused. */
  'link-expired': 'retry',
  /** Apple no longer has the record of the file. */
  'record-gone': 'nobody',
  /** Apple returns no signed URL for the file. */
  'record-refused': 'retry',
  /** Apple lists the photo but does not have its original. */
  'original-missing': 'nobody',
  /** Apple lists the photo but lacks another of its files. */
  'part-missing': 'nobody',
  /** The record cannot be read as a photo. */
  'record-unusable': 'nobody',
  /** The bytes do not match Apple's checksum. */
  'arrived-damaged': 'retry',
  /** The last attempt too did not match Apple's checksum. */
  'damaged-twice': 'nobody',
  /** The pasted text is not a login token. */
  'not-a-token': 'user',
  /** The login token was used before or has expired. */
  'token-used': 'user',
  /** The login token names a host that is not on our list. */
  'unknown-service': 'user',
  /** Jottacloud no longer accepts our refresh token. */
  'jottacloud-signed-out': 'user',
  /** The person disconnected Jottacloud here. */
  'jottacloud-disconnected': 'user',
  /** The Jottacloud account has no space left. */
  'jottacloud-full': 'user',
  /** The Jottacloud account does not accept uploads. */
  'jottacloud-locked': 'user',
  /** A remark: earlier runs copied to another Jottacloud account. */
  'jottacloud-other-account': 'nobody',
  /** A remark: the destination holds foreign names that cannot be read. */
  'names-unreadable': 'nobody',
  /** A remark: files match Apple's checksum but not Apple's size. */
  'size-odd': 'nobody',
  /** Jottacloud refuses the access token, so we refresh it. */
  'access-token-refused': 'retry',
  /** Jottacloud refuses the user name in the path, so we look it up. */
  'user-name-refused': 'retry',
  /** Only part of the file got through. */
  'upload-incomplete': 'retry',
  /** Jottacloud confirms an MD5 that is not the MD5 of the file. */
  'md5-mismatch': 'retry',
  /** Jottacloud does not allow the name of the file or of its folder. */
  'name-refused': 'nobody',
  /** A different file has the path of ours. */
  'name-taken': 'nobody',
  /** Jottacloud does not have the file at its path. */
  'not-at-destination': 'retry',
  /** A listing of the destination ends without its number of files. */
  'list-endless': 'retry',
  /** Another computer copies to the same destination. */
  'other-computer': 'user',
  /** A remark: nobody can say whether another computer copies to the same destination. */
  'lease-unclear': 'nobody',
  /** A remark: the list of the copy at the destination is not up to date. */
  'manifest-unwritten': 'nobody',
  /** The browser has no space left for temporary bytes. */
  'browser-storage-full': 'user',
  /** The browser does not allow us to reach a host. */
  'permission-missing': 'user',
  /** A bug of ours, or an error that no other code describes. */
  unexpected: 'retry',
} as const satisfies Record<string, Remedy>;

/** Code of an error. A released code is never renamed. */
export type ErrorCode = keyof typeof remedies;

/** Values that the text for a failure names. None is secret. Accounts are personal, and in nothing that is shared. */
export interface ErrorFacts {
  /** The Apple account that is signed in now. */
  account?: string;
  /** The Apple account that the log belongs to. */
  firstAccount?: string;
  /** Photos and videos that Apple counts, and those that it shows. */
  counted?: number;
  shown?: number;
  /** Number of files concerned. */
  files?: number;
  /** Files that have other content than ours. */
  changedFiles?: number;
  /** Ranks of a list that return nothing but an error. */
  unread?: number;
  /** Names of albums and folders, joined for display. */
  albums?: string;
  /** Host of a refused URL; never its path or query. */
  host?: string;
  /** Temporary bytes that are needed. */
  neededBytes?: number;
  /** Name of another computer, and until when it may copy. */
  device?: string;
  until?: EpochMs;
}

/** Longest wait that we accept from a service: a wrong header must not stop a run for days. */
export const MAX_RETRY_AFTER_MS = 6 * 60 * 60 * 1_000;

/** A failure as it is stored and sent: a class does not survive a message. */
export interface ErrorRecord {
  code: ErrorCode;
  /** English text for the diagnosis; never holds a token, a cookie or a signed URL. */
  detail: string;
  service?: Service;
  /** Wait that the service asked for, at most {@link MAX_RETRY_AFTER_MS}. */
  retryAfterMs?: number;
  facts?: ErrorFacts;
}

type Details = Pick<ErrorRecord, 'service' | 'retryAfterMs' | 'facts'>;

/** `cause` helps whoever debugs this context. It never becomes part of an {@link ErrorRecord}: it may hold addresses. */
type DetailsWithCause = Details & { cause?: unknown };

/** The error of every failure that we expect. Distinguish errors by `code`, never by their text. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: ErrorCode;
  readonly service: Service | undefined;
  readonly retryAfterMs: number | undefined;
  readonly facts: ErrorFacts | undefined;

  constructor(code: ErrorCode, detail: string, { cause, ...details }: DetailsWithCause = {}) {
    super(detail, cause === undefined ? undefined : { cause });
    this.code = code;
    this.service = details.service;
    this.retryAfterMs = details.retryAfterMs;
    this.facts = details.facts;
  }
}

/** A bug of ours: something that our own code rules out. Not a {@link TransferError}, so that no retry hides it. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * Asserts that a lookup found something that our own code has put there.
 *
 * @param subject with its article, e.g. `the album`
 * @throws {InvariantError} for null and undefined
 */
export function assertFound<Value>(value: Value | null | undefined, subject: string): asserts value is Value {
  if (value === null || value === undefined) throw new InvariantError(`${subject} is not in the log`);
}

/** Returns whether a value is one of our codes: messages and logs may hold those of other versions. */
export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(remedies, value);

/** Returns whether a value names a service. */
export const isService = (value: unknown): value is Service => services.some((service) => service === value);

/** Failures that a person resolves at Apple; the engine detects that automatically. */
const resolvedAtApple: ReadonlySet<ErrorCode> = new Set([
  'icloud-signed-out',
  'icloud-code-wanted',
  'icloud-terms',
  'icloud-repair',
  'icloud-inactive',
  'icloud-locked',
  'icloud-approval',
]);

/** Returns whether copying resumes automatically once a person has resolved the failure, or another computer is done. */
export const resumesAutomatically = (code: ErrorCode): boolean =>
  code === 'other-computer' || resolvedAtApple.has(code);

/** Returns who can help with a failure. */
export const remedyOf = (code: ErrorCode): Remedy => remedies[code];

/** Returns whether an error reports an abort, which is no failure: whoever aborted knows why. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/**
 * Turns anything thrown into a record, without its cause. A foreign error becomes `unexpected`; its text loses the query
 * of every URL.
 */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (!(error instanceof TransferError))
    return {
      code: 'unexpected',
      detail: error instanceof Error ? withoutAddresses(`${error.name}: ${error.message}`) : typeof error,
    };
  return {
    code: error.code,
    detail: error.message,
    ...(error.service && { service: error.service }),
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(error.facts && { facts: error.facts }),
  };
}

/** Restores an error from its record on the receiving side of a message. */
export const fromErrorRecord = ({ code, detail, ...details }: ErrorRecord): TransferError =>
  new TransferError(code, detail, details);

/** Characters to search for URLs. The search takes quadratic time, and texts come from web pages. */
const MAX_SEARCHED = 2_000;
/** Characters of a detail to keep. */
const MAX_DETAIL = 300;

/** Removes the query of every URL in a text: Apple's carry signatures, ours could carry tokens. */
export const withoutAddresses = (text: string): string =>
  text
    .slice(0, MAX_SEARCHED)
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1')
    .slice(0, MAX_DETAIL);
