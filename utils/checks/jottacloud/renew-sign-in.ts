import type { TokenKeeper } from '../../jottacloud/sign-in/token-keeper.ts';

/** Result of a renewal. It holds no token, because it crosses to the page. */
export interface Renewal {
  hasNewAccessToken: boolean;
  hasNewRefreshToken: boolean;
  lifeMs: number;
}

/** Renews the sign-in although its access token is still valid. */
export async function renewSignIn(keeper: Pick<TokenKeeper, 'usable'>): Promise<Renewal> {
  const before = await keeper.usable(0, null);
  const after = await keeper.usable(0, before.accessToken);
  return {
    hasNewAccessToken: after.accessToken !== before.accessToken,
    hasNewRefreshToken: after.refreshToken !== before.refreshToken,
    lifeMs: after.accessLifeMs,
  };
}
