import type { ErrorCode } from '../../errors.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * The numbers of everything that we ask a service again. docs/retries.md shows the same table and says what each row is;
 * a test compares the two. Numbers without a source are our choice.
 */
export const retryTable = {
  /**
   * Failing calls to one service. Pauses limit the calls that fail because of the service. This limits the rest: files that
   * each fail for a reason of their own, and faulty loops of ours.
   */
  anyCall: { burst: 120, perMinute: 120 },
  /** Malformed responses after which a call is given up. There is no limit for a busy service. */
  neededCall: { maxMalformed: 4 },
  /** `maxPerCallWaitMs`: for an error of this call alone, while other calls are answered. The rest of the run waits. */
  optionalCall: { maxTries: 3, maxWaitMs: 15 * SECOND, maxPerCallWaitMs: 3 * SECOND },
  /** A call that fails at Apple while other calls are answered. */
  part: { maxTries: 6, maxMalformed: 4, maxWaitMs: MINUTE },
  /** A smaller answer of a list, and a full one behind an unreadable rank. */
  smallerAnswer: { maxTries: 2 },
  /** Some empty answers are transient. Source: docs/icloud-photos.md 3.4. */
  emptyAnswer: { maxTries: 3, waitMs: SECOND },
  /** Without its name, only the folder of a shared album has another name; no photo is missing. */
  albumTitle: { maxTries: 2 },
  /**
   * Failures of one file while others succeed. `probedWeight`: weight of a failure while the service answers a probe. If
   * more than `maxFilesAtFault` files fail together, the service is the likely cause, even if it answers probes. Then only
   * one failure in `sharedIntervalMs` counts against a file.
   */
  fileAlone: { maxFailures: 8, probedWeight: 2, maxFilesAtFault: 3, sharedIntervalMs: 60 * MINUTE },
  /**
   * `maxUnanswered`: failures in a row, while the service answers nobody, after which it is probed. `maxFiles`: copied
   * files to try until one that Apple still has answers.
   */
  probe: { maxUnanswered: 3, cacheMs: 30 * SECOND, maxFiles: 3 },
  /** Quiet time before it. */
  secondRound: { quietMs: MINUTE },
  /**
   * `maxAgeMs`: Apple's URLs live 15 minutes from the query (docs/icloud-photos.md 6.3). `waitMs`: for a file that got no
   * URL and cannot begin. The budget is for more files than any link transfers.
   */
  nextUrls: { maxAgeMs: 5 * MINUTE, waitMs: MINUTE, burst: 60, perMinute: 300 },
  /** None is needed while all goes well. */
  oneUrl: { burst: 48, perMinute: 30 },
  /**
   * Requests in a row without a single byte, after which a file goes back to the queue with the bytes that it has. A file
   * that the disk has no space for (`maxEmptyUnkept`) would lose all its bytes.
   */
  bytes: { maxEmpty: 3, maxEmptyUnkept: 10 },
  /** Allocations in a row with the same resume position, after which the file goes back to the queue. */
  upload: { maxStandstills: 3 },
  /** Consecutive reports of a missing upload after which we distrust its bytes. */
  lostUpload: { maxTries: 3 },
  /**
   * As long as the access token still works. A renewal that failed may have reached the server, which then has spent the
   * refresh token. A second use of that token would end the sign-in. Source: docs/jottacloud.md 1.4.
   */
  renewal: { waitMs: MINUTE },
  /** Checks of the destination after which missing files are reported instead of sent again. */
  finalCheck: { maxTries: 3 },
  /**
   * The wait grows: a night is long, and with Advanced Data Protection each poll costs two calls to Apple. The budget
   * limits polls whatever happens meanwhile: reloaded pages, clicks, a network that comes and goes.
   */
  account: { firstMs: 5 * SECOND, maxMs: 2 * MINUTE, burst: 6, perMinute: 6 },
  /** While another computer holds the lease of the destination: until its end, and a moment more. */
  leaseWait: { minMs: 5 * SECOND, maxMs: 15 * MINUTE },
  /** `intervalMs`: of the list at the destination and the lease. `endMs`, `pauseMs`: longest time of the last try. */
  manifest: { intervalMs: 5 * MINUTE, endMs: MINUTE, pauseMs: 10 * SECOND },
  /** While a visible page waits for a sign-in at Apple. */
  signIn: { firstMs: 2 * SECOND, maxMs: 30 * SECOND },
  /**
   * `busyMs`: after the answer of a busy service that asks for no other wait. `pageMs`: until a page asks again;
   * `soonMs`: the same, when only the budget of a running copy is spent.
   */
  picture: { busyMs: MINUTE, waitMs: 5 * SECOND, pageMs: 10 * SECOND, soonMs: SECOND },
  /** Of an album in the picker on iCloud Photos, with the waits of a picture. */
  albumCover: { maxTries: 60 },
  /** `waitMs`: until a page asks again for a preview that Jottacloud may be making, or for what it could not ask. */
  preview: { maxTries: 5, waitMs: 15 * SECOND },
  /** A loading page has its script by `maxLoadingMs`; a loaded page has it at once. */
  contentScript: { waitMs: 250, maxMs: 3 * SECOND, maxLoadingMs: 45 * SECOND },
} as const satisfies Record<string, Readonly<Record<string, number>>>;

/**
 * First and longest wait by code; the wait doubles in between. It is long where the service asked for fewer requests: 429 is
 * `rate-limited`, 503 is `service-down`, a 503 with an HTML page of Apple's is `icloud-refused`. There is no first wait where
 * a new URL, token or offset helps at once.
 */
export const waitsByCode: Partial<Record<ErrorCode, Wait>> = {
  'rate-limited': { firstMs: 15 * SECOND, maxMs: 30 * MINUTE },
  'service-down': { firstMs: 5 * SECOND, maxMs: 15 * MINUTE },
  'icloud-refused': { firstMs: 5 * MINUTE, maxMs: 60 * MINUTE },
  'link-expired': { firstMs: 0, maxMs: 30 * SECOND },
  'upload-incomplete': { firstMs: 0, maxMs: 30 * SECOND },
  'access-token-refused': { firstMs: 0, maxMs: 30 * SECOND },
};

interface Wait {
  firstMs: number;
  maxMs: number;
}

/** Waits of every other code. */
export const DEFAULT_WAIT: Wait = { firstMs: SECOND, maxMs: 5 * MINUTE };

/** Attempts after which a file is given up, for errors that a retry rarely resolves. Waits for a service have no limit. */
export const maxAttemptsByCode: Partial<Record<ErrorCode, number>> = {
  'arrived-damaged': 2,
  'record-refused': 4,
  'link-expired': 6,
  'md5-mismatch': 2,
  unexpected: 5,
  'bad-response': 8,
};
