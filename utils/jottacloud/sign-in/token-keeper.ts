import { TransferError } from '../../errors.ts';
import { optionalString, parseJson, readNumber, readObject, readString } from '../../http/json.ts';
import type { Fetch } from '../../http/send.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { endSession, exchangeLoginToken, refreshGrant } from './auth.ts';
import { parseLoginToken } from './login-token.ts';
import type { Grant } from '../responses/responses.ts';

/** A sign-in at Jottacloud. Exists once: a copy that is used too kills both. Source: docs/jottacloud.md 1.4. */
export interface SignIn {
  /** Host of the identity server. */
  service: string;
  tokenEndpoint: string;
  /** Where the sign-in can be ended; null if the service offers no such address. */
  endSessionEndpoint: string | null;
  refreshToken: string;
  accessToken: string;
  accessExpiresAt: EpochMs;
  accessLifeMs: number;
  /** Internal user name for JFS addresses; empty until the account was read. */
  username: string;
  /** The identity server will not take the refresh token any more. */
  isOver: boolean;
}

/** Reads a sign-in that was stored as text. Null for anything that is none. */
export function parseSignIn(text: string): SignIn | null {
  try {
    const stored = readObject(parseJson(text));
    return {
      service: readString(stored, 'service'),
      tokenEndpoint: readString(stored, 'tokenEndpoint'),
      endSessionEndpoint: optionalString(stored, 'endSessionEndpoint'),
      refreshToken: readString(stored, 'refreshToken'),
      accessToken: readString(stored, 'accessToken'),
      accessExpiresAt: epochMs(readNumber(stored, 'accessExpiresAt')),
      accessLifeMs: readNumber(stored, 'accessLifeMs'),
      username: optionalString(stored, 'username') ?? '',
      isOver: stored['isOver'] === true,
    };
  } catch (error) {
    if (error instanceof TransferError) return null;
    throw error;
  }
}

/** Where the sign-in is kept, durable when the promise resolves. */
export interface SignInStore {
  read(): Promise<SignIn | null>;
  write(signIn: SignIn | null): Promise<void>;
}

/** Runs one piece of work at a time over all contexts of the extension. */
export type RunExclusively = <T>(work: () => Promise<T>) => Promise<T>;

/** A sign-in that is forgotten here. */
export interface EndedSignIn {
  /** Host of the identity server. */
  service: string;
  /** Settles when the service was asked to end it, whatever it answered. */
  asked: Promise<void>;
}

/** The only place that uses the refresh token. */
export interface TokenKeeper {
  /** Spends a pasted login token. @throws {TransferError} `not-a-token`, `unknown-service`, `token-used`, `network`, `service-down` */
  signIn(pasted: string): Promise<SignIn>;
  /**
   * Forgets the sign-in and asks the service to end it too, once and without waiting: what is forgotten here must not
   * depend on it. @returns null if there was none
   */
  signOut(): Promise<EndedSignIn | null>;
  saveUsername(username: string): Promise<void>;
  /**
   * A sign-in whose access token lives for a while.
   *
   * @param refused an access token that was not taken: it is not given out again
   * @throws {TransferError} `jottacloud-signed-out`, or why it cannot be renewed now
   */
  usable(minLifeMs: number, refused: string | null): Promise<SignIn>;
}

/**
 * A renewal that failed may have arrived all the same, and its refresh token be spent: asked with it again the server
 * ends the sign-in. As long as the access token serves, nobody asks again so soon. Source: docs/jottacloud.md 1.4.
 */
const ASK_AGAIN_MS = 60_000;
/** Below this an access token is not given out even when it cannot be renewed. */
const LAST_USE_MS = 10_000;

export function createTokenKeeper(
  fetch: Fetch,
  store: SignInStore,
  exclusively: RunExclusively,
  now: () => EpochMs,
): TokenKeeper {
  let failedAt = -Infinity;
  const withGrant = (signIn: SignIn, grant: Grant): SignIn => ({
    ...signIn,
    refreshToken: grant.refreshToken,
    accessToken: grant.accessToken,
    accessLifeMs: grant.lifeMs,
    accessExpiresAt: epochMs(now() + grant.lifeMs),
    isOver: false,
  });
  const over = new TransferError('jottacloud-signed-out', 'the sign-in is over', { service: 'jottacloud' });

  /** Stored before anything else uses it: the old token is dead from here on. */
  const renew = async (signIn: SignIn): Promise<SignIn> => {
    try {
      const renewed = withGrant(signIn, await refreshGrant(fetch, signIn.tokenEndpoint, signIn.refreshToken));
      await store.write(renewed);
      return renewed;
    } catch (error) {
      if (error instanceof TransferError && error.code === 'jottacloud-signed-out')
        await store.write({ ...signIn, isOver: true });
      throw error;
    }
  };

  return {
    signIn: (pasted) =>
      exclusively(async () => {
        const token = parseLoginToken(pasted);
        const { grant, ...endpoints } = await exchangeLoginToken(fetch, token);
        const blank = {
          service: token.service,
          ...endpoints,
          username: '',
          refreshToken: '',
          accessToken: '',
        };
        const signIn = withGrant({ ...blank, accessExpiresAt: now(), accessLifeMs: 0, isOver: false }, grant);
        await store.write(signIn);
        return signIn;
      }),
    signOut: () =>
      exclusively(async () => {
        const signIn = await store.read();
        await store.write(null);
        if (!signIn) return null;
        const { service, endSessionEndpoint, refreshToken } = signIn;
        // where it fails, the device stays in Jottacloud's list of devices
        const asked = endSessionEndpoint
          ? endSession(fetch, endSessionEndpoint, refreshToken).catch(() => {})
          : Promise.resolve();
        return { service, asked };
      }),
    saveUsername: (username) =>
      exclusively(async () => {
        const signIn = await store.read();
        if (signIn) await store.write({ ...signIn, username });
      }),
    usable: (minLifeMs, refused) =>
      exclusively(async () => {
        const signIn = await store.read();
        if (!signIn || signIn.isOver) throw over;
        const left = signIn.accessExpiresAt - now();
        const isTaken = signIn.accessToken !== refused;
        // More than a whole life: the clock was set back, and nobody knows how much is really left.
        const isKnown = left <= signIn.accessLifeMs;
        // A server whose tokens live shorter than what is asked for must not be asked at each call.
        if (isTaken && isKnown && left > Math.min(minLifeMs, signIn.accessLifeMs / 2)) return signIn;
        const mayUseOld = isTaken && isKnown && left > LAST_USE_MS;
        if (mayUseOld && Math.abs(now() - failedAt) < ASK_AGAIN_MS) return signIn;
        try {
          return await renew(signIn);
        } catch (error) {
          const isOver = !(error instanceof TransferError) || error.code === 'jottacloud-signed-out';
          failedAt = now();
          if (mayUseOld && !isOver) return signIn;
          throw error;
        }
      }),
  };
}
