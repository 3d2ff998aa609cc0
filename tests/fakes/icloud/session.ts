import type { Region } from './region.ts';

/** The cookie that counts. Source: docs/icloud-photos.md 1.5. */
export const TOKEN_COOKIE = 'X-APPLE-WEBAUTH-TOKEN';
/** Set beside it; nothing here asks for it. */
export const USER_COOKIE = 'X-APPLE-WEBAUTH-USER';

/** The keys of encrypted data; every sign-in sets them, with and without Advanced Data Protection. Source: 27 recorded answers. */
const PCS_COOKIES = ['X-APPLE-WEBAUTH-PCS-Photos', 'X-APPLE-WEBAUTH-PCS-Sharing'];

/** Whose library it is. */
export interface IcloudAccount {
  dsid: string;
  appleId: string;
  fullName: string;
}

/** The account's state at Apple, and which cookies are good; all of it may be changed while the fake runs. */
export class IcloudSession {
  readonly account: IcloudAccount = {
    dsid: '10000000001',
    appleId: 'jane@example.com',
    fullName: 'Jane Appleseed',
  };
  /** Advanced Data Protection. */
  adp = false;
  /** With ADP: a device has approved this browser within the last hour; false = 423. */
  pcsConsent = true;
  /** Apple wants a second factor before it lets this browser in: `validate` says so, all else is refused. */
  codeWanted = false;
  /** New terms wait to be accepted: `validate` says so, all else is refused. */
  termsWanted = false;
  /** Apple wants something of the person on its account page: `validate` says so, all else fails. */
  repairWanted = false;
  /** The photo service of the account is switched off: its status says so, and all calls are refused. */
  serviceInactive = false;
  /** The user's switch "Access iCloud Data on the Web"; false = 403. */
  webAccess = true;
  /** `p<NN>` of the CloudKit host; any other host answers 421. */
  partition = 61;
  /** False: the CloudKit host has no `p<NN>-`, and answers only under that name. */
  hasPartition = true;
  #base: string | undefined;
  #sessionCount = 0;
  #tokenCount = 0;

  /** Prefix of the CloudKit host's name. */
  get partitionMark(): string {
    return this.hasPartition ? `p${this.partition}-` : '';
  }

  /** Stands for a sign-in at Apple's identity service: what `accountLogin` takes as `dsWebAuthToken`. */
  readonly loginToken = 'practice-login-token';

  get signedIn(): boolean {
    return this.#base !== undefined;
  }

  /** Starts a new session, in which the cookies of earlier ones are worth nothing. The browser gets its cookies from the page. */
  signIn(): void {
    this.#sessionCount += 1;
    this.#base = `v=2:t=practice-session-${this.#sessionCount}`;
  }

  /** Somebody else signs in, in a new session. */
  signInAs(account: IcloudAccount): void {
    Object.assign(this.account, account);
    this.signIn();
  }

  /** Ends the session at Apple; the browser keeps its dead cookies. */
  signOut(): void {
    this.#base = undefined;
  }

  /** A good token, another one each time. Source: docs/icloud-photos.md 1.5, "set again". */
  newToken(): string {
    this.#tokenCount += 1;
    return `${this.#base ?? 'none'}~${this.#tokenCount}`;
  }

  /** Names and values of the cookies that a sign-in sets. */
  newCookies(): [name: string, value: string][] {
    return [
      [TOKEN_COOKIE, this.newToken()],
      ...PCS_COOKIES.map((name): [string, string] => [name, 'practice-key']),
    ];
  }

  /** Whether a request's `Cookie` header belongs to the session. */
  accepts(cookieHeader: string | undefined): boolean {
    const token = readCookie(cookieHeader, TOKEN_COOKIE);
    return this.#base !== undefined && token?.startsWith(`${this.#base}~`) === true;
  }
}

/** One cookie's value out of a `Cookie` header. */
export function readCookie(cookieHeader: string | undefined, name: string): string | undefined {
  const pairs = (cookieHeader ?? '')
    .split(/;\s*/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair] as const);
  return pairs.find(([found]) => found === name)?.[1].slice(name.length + 1);
}

/** A `Set-Cookie` value as Apple writes them: whole domain, Secure, HttpOnly, no SameSite. Source: docs/icloud-photos.md 1.5. */
export function sessionCookie(name: string, value: string, region: Region): string {
  return `${name}=${value};Path=/;Domain=.icloud.com${region};Secure;HttpOnly`;
}
