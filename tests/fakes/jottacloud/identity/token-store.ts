import { randomBytes } from 'node:crypto';
import { REALM_BY_HOST } from './identity-hosts.ts';

/** The JSON inside a pasted login token. Source: docs/jottacloud.md 1.1. */
export interface LoginToken {
  username: string;
  realm: string;
  well_known_link: string;
  auth_token: string;
}

/** All refresh tokens that came from one login; a used one presented again kills it. Source: docs/jottacloud.md 1.4. */
export interface TokenFamily {
  readonly id: number;
  readonly realm: string;
  isAlive: boolean;
  /** Number of refreshes. */
  refreshes: number;
  /** The only refresh token that works. */
  currentRefreshToken: string;
}

/** Tokens from the token endpoint. */
export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
}

/** Logins, families and access tokens of one account. */
export class TokenStore {
  /** Life of access tokens issued from now on. Source of the default: docs/jottacloud.md 1.3. */
  accessTokenLifeSeconds = 3600;
  /** Form of `expires_in`; only the number was seen, the rest is invented. */
  expiresIn: 'number' | 'text' | 'absent' = 'number';
  /** False: a refresh returns only an access token, and the refresh token stays valid. */
  rotates = true;
  readonly families: TokenFamily[] = [];
  readonly #now: () => number;
  readonly #logins = new Map<string, LoginToken & { isUsed: boolean }>();
  readonly #familyByRefreshToken = new Map<string, TokenFamily>();
  readonly #accessTokenExpiry = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A login token as the user pastes it: base64url without padding; each works once. */
  createLoginToken(username: string, overrides: Partial<LoginToken> = {}): string {
    const realm = overrides.realm ?? 'jottacloud';
    const host = [...REALM_BY_HOST].find(([, hostRealm]) => hostRealm === realm)?.[0] ?? 'id.jottacloud.com';
    const token: LoginToken = {
      username,
      realm,
      well_known_link: `https://${host}/auth/realms/${realm}/.well-known/openid-configuration`,
      auth_token: `pt-${randomBytes(15).toString('base64url')}`,
      ...overrides,
    };
    this.#logins.set(token.auth_token, { ...token, isUsed: false });
    return Buffer.from(JSON.stringify(token)).toString('base64url');
  }

  /** Spends a login token; undefined if it is unknown, used, or someone else's. */
  login(realm: string, username: string, secret: string): IssuedTokens | undefined {
    const login = this.#logins.get(secret);
    if (!login || login.isUsed || login.username !== username || login.realm !== realm) return undefined;
    login.isUsed = true;
    return this.createFamily(realm);
  }

  /**
   * A login without its requests: for tests that begin signed in.
   *
   * @param tokens the tokens that a client already has, e.g. in a copied browser profile; default: new ones
   */
  createFamily(realm = 'jottacloud', tokens = drawTokens()): IssuedTokens {
    const id = this.families.length + 1;
    const family = { id, realm, isAlive: true, refreshes: 0, currentRefreshToken: '' };
    this.families.push(family);
    return this.#issue(family, tokens);
  }

  /**
   * Rotates. Otherwise says why not, in the service's words: a used token kills its family.
   * Source: docs/jottacloud.md 1.4, 8.2.
   */
  refresh(realm: string, refreshToken: string): IssuedTokens | string {
    const family = this.#familyByRefreshToken.get(refreshToken);
    if (!family || family.realm !== realm) return 'Invalid refresh token';
    if (!family.isAlive) return "Session doesn't have required client";
    if (family.currentRefreshToken !== refreshToken) {
      family.isAlive = false;
      return 'Stale token';
    }
    family.refreshes += 1;
    return this.#issue(family, this.rotates ? drawTokens() : { ...drawTokens(), refreshToken });
  }

  /** Ends a family on its owner's word. @returns whether the token was one that works */
  end(realm: string, refreshToken: string): boolean {
    const family = this.#familyByRefreshToken.get(refreshToken);
    if (!family?.isAlive || family.realm !== realm || family.currentRefreshToken !== refreshToken)
      return false;
    family.isAlive = false;
    return true;
  }

  /** Whether an access token works now; it outlives its family's death until it expires. Source: docs/jottacloud.md 1.4, 1.5. */
  isValid(accessToken: string): boolean {
    return (this.#accessTokenExpiry.get(accessToken) ?? 0) > this.#now();
  }

  /** Expires all access tokens issued so far; refresh tokens stay valid. */
  expireAccessTokens(): void {
    this.#accessTokenExpiry.clear();
  }

  /** As if the user had signed every device out: no refresh works, access tokens do until they expire. Source: docs/jottacloud.md 1.5. */
  killFamilies(): void {
    for (const family of this.families) family.isAlive = false;
  }

  #issue(family: TokenFamily, { refreshToken, accessToken } = drawTokens()): IssuedTokens {
    family.currentRefreshToken = refreshToken;
    this.#familyByRefreshToken.set(refreshToken, family);
    this.#accessTokenExpiry.set(accessToken, this.#now() + this.accessTokenLifeSeconds * 1000);
    return { accessToken, refreshToken, expiresInSeconds: this.accessTokenLifeSeconds };
  }
}

/** Two tokens, as long as real ones. */
const drawTokens = (): Pick<IssuedTokens, 'accessToken' | 'refreshToken'> => ({
  refreshToken: `rt.${randomBytes(24).toString('base64url')}`,
  accessToken: [16, 600, 256].map((length) => randomBytes(length).toString('base64url')).join('.'),
});
