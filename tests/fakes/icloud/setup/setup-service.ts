import { serviceHeaders } from '../apple-headers.ts';
import { pageOrigin, regionOf } from '../region.ts';
import { sessionCookie, TOKEN_COOKIE, type IcloudSession } from '../session.ts';
import { missingTokenAnswer, validateAnswer } from './validate-answer.ts';
import type { Exchange, ReplyHeaders } from '../../http/exchange.ts';

/** Answers requests to `setup.icloud.com`. Source: docs/icloud-photos.md 1.2, 1.6. */
export async function answerSetup(exchange: Exchange, session: IcloudSession): Promise<void> {
  const region = regionOf(exchange.host);
  const headers: ReplyHeaders = serviceHeaders(region, session.partition);
  headers['access-control-expose-headers'] = 'X-Apple-Request-UUID,Via';
  const answer = (status: number, body: unknown) => exchange.reply(status, headers, JSON.stringify(body));

  if (exchange.method === 'OPTIONS')
    return exchange.reply(200, { ...headers, 'access-control-allow-methods': 'GET,POST,OPTIONS' });
  if (exchange.headers.origin !== pageOrigin(region))
    return answer(403, { success: false, error: 'Origin not allowed (invented)' });
  if (exchange.method !== 'POST') return answer(405, { success: false, error: 'POST only (invented)' });
  const path = exchange.rawPath.split('?', 1)[0];
  if (path === '/setup/ws/1/accountLogin') return answerLogin(exchange, session, headers);
  if (path !== '/setup/ws/1/validate' && path !== '/setup/ws/1/requestWebAccessState') {
    return answer(404, { success: false, error: 'Not Found (invented)' });
  }
  const body = (await exchange.readText()).trim();
  if (body !== '' && body !== 'null' && body !== '{}')
    return answer(400, { success: false, error: 'Invalid body (invented)' });
  if (!session.accepts(exchange.headers.cookie)) return answer(421, missingTokenAnswer(region));
  headers['set-cookie'] = sessionCookie(TOKEN_COOKIE, session.newToken(), region);
  if (path.endsWith('/validate')) return answer(200, validateAnswer(session, region));
  return answer(200, {
    dsid: session.account.dsid,
    isWebAccessAllowed: session.webAccess,
    ...(session.adp
      ? { isDeviceConsentedForPCS: session.pcsConsent, isICDRSDisabled: true, deviceConsentForPCSExpiry: 0 }
      : {}),
  });
}

/**
 * Signs in with what Apple's identity service gave; other programs ask it after a 421 of `validate`, the product never.
 * The refusal's shape is invented.
 */
async function answerLogin(exchange: Exchange, session: IcloudSession, headers: ReplyHeaders): Promise<void> {
  const region = regionOf(exchange.host);
  const sent: unknown = JSON.parse((await exchange.readText()) || 'null');
  const token =
    typeof sent === 'object' && sent !== null && 'dsWebAuthToken' in sent ? sent.dsWebAuthToken : '';
  if (token !== session.loginToken || !session.signedIn)
    return exchange.reply(421, headers, JSON.stringify(missingTokenAnswer(region)));
  headers['set-cookie'] = session.newCookies().map(([name, value]) => sessionCookie(name, value, region));
  return exchange.reply(200, headers, JSON.stringify(validateAnswer(session, region)));
}
