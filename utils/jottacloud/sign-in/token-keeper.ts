import { retryTable } from '../../domain/retry/retry-table.ts';
import { TransferError } from '../../errors.ts';
import { optionalString, parseJson, readNumber, readObject, readString } from '../../http/json.ts';
import type { Fetch } from '../../http/send.ts';
import { type EpochMs, epochMs } from '../../units.ts';
import { endSession, exchangeLoginToken, refreshGrant } from './auth.ts';
import { parseLoginToken } from './login-token.ts';
import type { Grant } from '../responses/responses.ts';

/** A sign-in at Jottacloud. It must exist only once: using a copy too ends both. Source: docs/jottacloud.md 1.4. */
export interface SignIn {
  /** Host of the identity server. */
  service: string;
  tokenEndpoint: string;
  /** Address that ends the sign-in; null if the service has none. */
  endSessionEndpoint: string | null;
  refreshToken: string;
  accessToken: string;
  accessExpiresAt: EpochMs;
  accessLifeMs: number;
  /** Internal user name for JFS addresses; empty until the account was read. */
  username: string;
  /** The identity server no longer accepts the refresh token. */
  isOver: boolean;
}

/** Reads a sign-in from its stored text; null for any other text. */
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

/** Stores the sign-in durably: it survives a crash once the promise resolves. */
export interface SignInStore {
  read(): Promise<SignIn | null>;
  write(signIn: SignIn | null): Promise<void>;
}

/** Runs one piece of work at a time across all contexts of the extension. */
export type RunExclusively = <T>(work: () => Promise<T>) => Promise<T>;

/** A sign-in that was forgotten here. */
export interface EndedSignIn {
  /** Host of the identity server. */
  service: string;
  /** Settles when the service was asked to end the sign-in, whatever it answered. */
  asked: Promise<void>;
}

/** Keeps the sign-in. It is the only place that uses the refresh token. */
export interface TokenKeeper {
  /**
   * Spends a pasted login token.
   *
   * @throws {TransferError} `not-a-token`, `unknown-service`, `token-used`, `network`, `service-down`
   */
  signIn(pasted: string): Promise<SignIn>;
  /**
   * Forgets the sign-in and asks the service once to end it. Does not wait for the answer, because forgetting must not
   * depend on it.
   *
   * @returns null if there was no sign-in
   */
  signOut(): Promise<EndedSignIn | null>;
  saveUsername(username: string): Promise<void>;
  /**
   * Returns the sign-in with an access token that lives for at least a while. Renews it if necessary.
   *
   * @param refused an access token that Jottacloud refused; it is not returned again
   * @throws {TransferError} `jottacloud-signed-out`, or why it cannot be renewed now
   */
  usable(minLifeMs: number, refused: string | null): Promise<SignIn>;
}

/** Least life with which an access token is returned when it cannot be renewed. */
const MIN_LAST_LIFE_MS = 10_000;

/** Storage and calls that the keeper works with. */
interface KeeperTools {
  fetch: Fetch;
  store: SignInStore;
  now: () => EpochMs;
}

/** Creates the keeper. @param exclusively keeps two contexts from spending the same refresh token */
export function createTokenKeeper(
  fetch: Fetch,
  store: SignInStore,
  exclusively: RunExclusively,
  now: () => EpochMs,
): TokenKeeper {
  const tools: KeeperTools = { fetch, store, now };
  let failedAt = -Infinity;

  const renewOrKeep = async (signIn: SignIn, mayKeep: boolean): Promise<SignIn> => {
    if (mayKeep && Math.abs(now() - failedAt) < retryTable.renewal.waitMs) return signIn;
    try {
      return await renew(tools, signIn);
    } catch (error) {
      const isOver = !(error instanceof TransferError) || error.code === 'jottacloud-signed-out';
      failedAt = now();
      if (mayKeep && !isOver) return signIn;
      throw error;
    }
  };

  return {
    signIn: (pasted) => exclusively(() => spendLoginToken(tools, pasted)),
    signOut: () => exclusively(() => forget(tools)),
    saveUsername: (username) =>
      exclusively(async () => {
        const signIn = await store.read();
        if (signIn) await store.write({ ...signIn, username });
      }),
    usable: (minLifeMs, refused) =>
      exclusively(async () => {
        const signIn = await store.read();
        if (!signIn || signIn.isOver)
          throw new TransferError('jottacloud-signed-out', 'the sign-in is over', { service: 'jottacloud' });
        const use = signIn.accessToken === refused ? 'none' : judgeLife(signIn, minLifeMs, now());
        return use === 'normal' ? signIn : renewOrKeep(signIn, use === 'last');
      }),
  };
}

/** Returns what an access token is good for: normal use, use only if it cannot be renewed, or nothing. */
function judgeLife(
  { accessExpiresAt, accessLifeMs }: SignIn,
  minLifeMs: number,
  now: EpochMs,
): 'normal' | 'last' | 'none' {
  const leftMs = accessExpiresAt - now;
  // More than a whole life: the clock was set back, so the time left is unknown.
  if (leftMs > accessLifeMs) return 'none';
  // Half a life is enough where tokens live shorter than requested. Otherwise each call would renew.
  if (leftMs > Math.min(minLifeMs, accessLifeMs / 2)) return 'normal';
  return leftMs > MIN_LAST_LIFE_MS ? 'last' : 'none';
}

const withGrant = (signIn: SignIn, grant: Grant, now: EpochMs): SignIn => ({
  ...signIn,
  refreshToken: grant.refreshToken,
  accessToken: grant.accessToken,
  accessLifeMs: grant.lifeMs,
  accessExpiresAt: epochMs(now + grant.lifeMs),
  isOver: false,
});

async function spendLoginToken({ fetch, store, now }: KeeperTools, pasted: string): Promise<SignIn> {
  const token = parseLoginToken(pasted);
  const { grant, ...endpoints } = await exchangeLoginToken(fetch, token);
  const blank: SignIn = {
    service: token.service,
    ...endpoints,
    username: '',
    refreshToken: '',
    accessToken: '',
    accessExpiresAt: now(),
    accessLifeMs: 0,
    isOver: false,
  };
  const signIn = withGrant(blank, grant, now());
  await store.write(signIn);
  return signIn;
}

/** Stores the new tokens before anything uses them, because the old refresh token is dead from here on. */
async function renew({ fetch, store, now }: KeeperTools, signIn: SignIn): Promise<SignIn> {
  try {
    const grant = await refreshGrant(fetch, signIn.tokenEndpoint, signIn.refreshToken);
    const renewed = withGrant(signIn, grant, now());
    await store.write(renewed);
    return renewed;
  } catch (error) {
    if (error instanceof TransferError && error.code === 'jottacloud-signed-out')
      await store.write({ ...signIn, isOver: true });
    throw error;
  }
}

async function forget({ fetch, store }: KeeperTools): Promise<EndedSignIn | null> {
  const signIn = await store.read();
  await store.write(null);
  if (!signIn) return null;
  const { service, endSessionEndpoint, refreshToken } = signIn;
  // If this fails, the device stays in Jottacloud's list of devices.
  const asked = endSessionEndpoint
    ? endSession(fetch, endSessionEndpoint, refreshToken).catch(() => {})
    : Promise.resolve();
  return { service, asked };
}
