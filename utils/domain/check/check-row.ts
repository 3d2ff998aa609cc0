import type { AccountFacts } from '../account/account-facts.ts';

/**
 * `expected`: the service does what docs/ says. `other-way`: it does something else that the product handles too.
 * `not-understood`: the product cannot use the answer. `not-asked`: there was no answer to judge.
 */
export type Verdict = 'expected' | 'other-way' | 'not-understood' | 'not-asked';

/**
 * Why a check has no answer. `earlier`: it needs the answer of an earlier check. `nothing`: the account has nothing
 * to try it on. `unreached`: the service could not be reached, or refused the session. `late`: the time limit ended.
 */
export type NotAskedReason = 'earlier' | 'nothing' | 'unreached' | 'late';

/** The service that a check asks. */
export type CheckSide = 'icloud' | 'jottacloud';

/** All checks in the order of the page. The question of each is the message `check_<id>_question`. */
export const checkIds = [
  'signedIn',
  'photoService',
  'pageParameters',
  'zones',
  'listPage',
  'counts',
  'marker',
  'albums',
  'lookup',
  'addressLife',
  'range',
  'checksum',
  'hidden',
  'changes',
  'pagePictures',
  'token',
  'room',
  'mountpoint',
  'origin',
  'allocate',
  'allocatePlain',
  'conflict',
  'uploadHost',
  'sameContent',
  'parts',
  'md5',
  'listStream',
  'names',
] as const;

/** Name of a check. */
export type CheckId = (typeof checkIds)[number];

/**
 * Result of a check. `answer` describes a shape: names of known fields, kinds, counts and status codes. It never holds
 * names of people, photos or records, places, tokens or URLs.
 */
export type CheckResult =
  | { verdict: Exclude<Verdict, 'not-asked'>; answer: string; facts?: Partial<AccountFacts> }
  | { verdict: 'not-asked'; answer: string; why: NotAskedReason };

/** A row of the page: one check and its result. */
export interface CheckRow {
  id: CheckId;
  side: CheckSide;
  asked: string;
  result: CheckResult;
}
