import type { TokenKeeper } from '../../jottacloud/sign-in/token-keeper.ts';

/** What came for a refresh token. Holds no token: it crosses to the page. */
export interface Renewal {
  hasNewAccessToken: boolean;
  hasNewRefreshToken: boolean;
  lifeMs: number;
}

/** Renews the sign-in although its access token is still good. */
export async function renewSignIn(keeper: Pick<TokenKeeper, 'usable'>): Promise<Renewal> {
  const before = await keeper.usable(0, null);
  const after = await keeper.usable(0, before.accessToken);
  return {
    hasNewAccessToken: after.accessToken !== before.accessToken,
    hasNewRefreshToken: after.refreshToken !== before.refreshToken,
    lifeMs: after.accessLifeMs,
  };
}
