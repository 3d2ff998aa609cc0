import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { regionOf } from '../region.ts';
import type { IcloudSwitches } from '../switches.ts';
import { sessionCookie, USER_COOKIE, type IcloudSession } from '../session.ts';
import type { Exchange } from '../../http/exchange.ts';

const APPLICATION = /^\/applications\/photos3?\/current\/[\w-]+\/index\.html$/;
const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

const files = new Map([
  ['/photos/', { type: HTML, content: readFileSync(new URL('shell.html', import.meta.url)) }],
  ['/practice/shell.js', { type: SCRIPT, content: readFileSync(new URL('shell.js', import.meta.url)) }],
  ['/practice/app.js', { type: SCRIPT, content: readFileSync(new URL('app.js', import.meta.url)) }],
  ['/practice/listing.js', { type: SCRIPT, content: readFileSync(new URL('listing.js', import.meta.url)) }],
  ['application', { type: HTML, content: readFileSync(new URL('app.html', import.meta.url)) }],
]);

/** Answers requests to `www.icloud.com` and bare `icloud.com`. Source: docs/icloud-photos.md 9.1; `/practice/…` is ours. */
export async function answerPage(
  exchange: Exchange,
  session: IcloudSession,
  { page, pageLocale, pageDelayMs, tilePictures, tilePreview }: IcloudSwitches,
): Promise<void> {
  const region = regionOf(exchange.host);
  const path = exchange.url.pathname;
  if (!exchange.host.startsWith('www.')) {
    return exchange.reply(301, { location: `https://www.icloud.com${region}${exchange.rawPath}` });
  }
  if (path === '/' || path === '/photos') return exchange.reply(302, { location: '/photos/' });
  if (path === '/practice/sign-in') {
    if (!session.signedIn) session.signIn(); // a second browser joins the session, it does not end it
    const cookies = session.newCookies().map(([name, value]) => sessionCookie(name, value, region));
    return exchange.reply(302, { location: '/photos/', 'set-cookie': cookies, 'cache-control': 'no-store' });
  }
  const isApplication = APPLICATION.test(path) || (path === '/photos/' && page === 'shell');
  const file = files.get(isApplication ? 'application' : path);
  if (!file) return exchange.reply(404, { 'content-type': 'text/plain' }, 'Not Found');
  if (path === '/photos/' && pageDelayMs > 0) await wait(pageDelayMs);
  const headers: Record<string, string> = { 'content-type': file.type, 'cache-control': 'no-store' };
  if (path === '/photos/' && session.accepts(exchange.headers.cookie)) {
    headers['set-cookie'] = sessionCookie(USER_COOKIE, `practice:d=${session.account.dsid}`, region);
  }
  const text = file.content
    .toString('utf8')
    .replaceAll('%VARIANT%', page)
    .replaceAll('%PICTURES%', tilePictures)
    .replaceAll('%PREVIEW%', tilePreview)
    .replaceAll('%LOCALE%', pageLocale);
  return exchange.reply(200, headers, page === 'renamed' || page === 'drawn' ? rename(text) : text);
}

/** The page's own names for its elements. Source: docs/icloud-photos.md 9.3. */
const NAMES =
  /\b(placard-count|grid-(?:scroll|items|item)|PhotoItemView|has-asset|is-(?:selected|center|onscreen)|video-text-badge|OneUp\w*(?:-\w+)?|ProgressiveImageElement|ui-button|\w+Button)\b(?=[^(]|$)/g;

/** Replaces every name with another. */
const rename = (text: string): string =>
  text.replace(NAMES, (name) => `n${createHash('sha256').update(name).digest('hex').slice(0, 6)}`);
