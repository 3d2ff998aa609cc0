const services = ['icloud', 'icloud-bytes', 'jottacloud', 'browser'] as const;

/** Whose trouble it is: a wait for one service lets the other go on. */
export type Service = (typeof services)[number];

/** Who can help: `retry` the engine alone, `user` someone at the screen (the queue stops), `nobody` (the file fails). */
export type Remedy = 'retry' | 'user' | 'nobody';

/** Every failure the product knows, with who can help. Stored and sent between contexts: a released code is never renamed. */
const remedies = {
  network: 'retry',
  offline: 'retry',
  'rate-limited': 'retry',
  'service-down': 'retry',
  'bad-response': 'retry',
  'icloud-page-silent': 'retry',
  'icloud-signed-out': 'user',
  'icloud-code-wanted': 'user',
  'icloud-terms': 'user',
  'icloud-repair': 'user',
  'icloud-inactive': 'user',
  'icloud-locked': 'user',
  'icloud-approval': 'user',
  'icloud-refused': 'retry',
  'icloud-other-account': 'user',
  'icloud-empty': 'user',
  'icloud-changed': 'user',
  'icloud-sorting': 'nobody',
  'list-short': 'nobody',
  'lists-differ': 'nobody',
  'library-unread': 'nobody',
  'photos-unread': 'nobody',
  'library-gone': 'nobody',
  'albums-unread': 'nobody',
  'frames-unread': 'nobody',
  'shared-unread': 'nobody',
  'picks-not-found': 'nobody',
  'albums-not-found': 'nobody',
  'dates-empty': 'nobody',
  'link-expired': 'retry',
  'record-gone': 'nobody',
  'record-refused': 'retry',
  'original-missing': 'nobody',
  'part-missing': 'nobody',
  'record-unusable': 'nobody',
  'arrived-damaged': 'retry',
  'damaged-twice': 'nobody',
  'not-a-token': 'user',
  'token-used': 'user',
  'unknown-service': 'user',
  'jottacloud-signed-out': 'user',
  'jottacloud-disconnected': 'user',
  'jottacloud-full': 'user',
  'jottacloud-locked': 'user',
  'jottacloud-other-account': 'nobody',
  'names-unreadable': 'nobody',
  'size-odd': 'nobody',
  'access-token-refused': 'retry',
  'user-name-refused': 'retry',
  'upload-incomplete': 'retry',
  'md5-mismatch': 'retry',
  'name-refused': 'nobody',
  'name-taken': 'nobody',
  'not-at-destination': 'retry',
  'list-endless': 'retry',
  'browser-storage-full': 'user',
  'permission-missing': 'user',
  unexpected: 'retry',
} as const satisfies Record<string, Remedy>;

export type ErrorCode = keyof typeof remedies;

/** What the sentence for a failure names. Nothing in it is secret: accounts are masked. */
export interface ErrorFacts {
  /** The Apple account that is signed in now, as its owner knows it again. */
  account?: string;
  /** The one that the log belongs to. */
  firstAccount?: string;
  /** Photos and videos by Apple's own count, and those that Apple shows. */
  counted?: number;
  shown?: number;
  /** Files that it is about. */
  files?: number;
  /** Places of Apple's list at which it shows nothing but an error. */
  unread?: number;
  /** Names of albums and folders, for people. */
  albums?: string;
  /** Host of an address that was refused; never its path or query. */
  host?: string;
  /** Bytes that are needed for a moment. */
  neededBytes?: number;
}

/** A failure in the form that is stored and sent: a class does not survive a message. */
export interface ErrorRecord {
  code: ErrorCode;
  /** For the diagnosis log, in English; never holds a token, a cookie or a signed address. */
  detail: string;
  service?: Service;
  /** How long the service asked us to wait. */
  retryAfterMs?: number;
  facts?: ErrorFacts;
}

type More = Pick<ErrorRecord, 'service' | 'retryAfterMs' | 'facts'>;

/** Every error that crosses a border of ours. Told apart by `code`, never by its text. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly code: ErrorCode;
  readonly service: Service | undefined;
  readonly retryAfterMs: number | undefined;
  readonly facts: ErrorFacts | undefined;

  constructor(code: ErrorCode, detail: string, more: More = {}) {
    super(detail);
    this.code = code;
    this.service = more.service;
    this.retryAfterMs = more.retryAfterMs;
    this.facts = more.facts;
  }
}

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(remedies, value);

export const isService = (value: unknown): value is Service => services.some((service) => service === value);

/** A person has to do something at Apple, and the engine sees by itself when that is done. */
const seenByItself: ReadonlySet<ErrorCode> = new Set([
  'icloud-signed-out',
  'icloud-code-wanted',
  'icloud-terms',
  'icloud-repair',
  'icloud-inactive',
  'icloud-locked',
  'icloud-approval',
]);

export const resumesAutomatically = (code: ErrorCode): boolean => seenByItself.has(code);

export const remedyOf = (code: ErrorCode): Remedy => remedies[code];

/** Aborting is no failure: whoever aborted knows why. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** Anything thrown, as a record. What is not ours is `unexpected`, with its name but no text of a foreign error that could hold an address. */
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

/** The other way, at the far side of a message. */
export const fromErrorRecord = ({ code, detail, ...more }: ErrorRecord): TransferError =>
  new TransferError(code, detail, more);

/** Longest text that addresses are looked for in: the search takes time with the square of it, and texts come from web pages. */
const MAX_SEARCHED = 2_000;

/** Drops the query of every address in a text: Apple's carry signatures, ours could carry tokens. */
export const withoutAddresses = (text: string): string =>
  text
    .slice(0, MAX_SEARCHED)
    .replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1')
    .slice(0, 300);
