import { MAX_CALLS, MIN_CALLS } from '../../../utils/domain/progress/call-pace.ts';
import { parseSpeed, type Speed } from '../../../utils/domain/progress/concurrency.ts';
import { retryTable } from '../../../utils/domain/retry/retry-table.ts';
import { type CallPriority, createIcloudLimiter } from '../../../utils/engine/flow/icloud-limiter.ts';
import { TransferError } from '../../../utils/errors.ts';
import { isObject, optionalNumber, optionalString } from '../../../utils/http/json.ts';
import type { IcloudCall, IcloudReply, PhotosCall } from '../../../utils/icloud/transport.ts';
import { askContent } from '../../../utils/messaging/message.ts';
import { icloudSite } from '../../../utils/settings/stored-items.ts';
import { settings } from '../../../utils/settings/settings.ts';
import {
  defaultSite,
  findIcloudTabs,
  type IcloudTab,
  type IcloudSite,
  openIcloudTab,
} from './icloud-tabs.ts';

/** A page without an answer by then is hung, frozen or gone. */
const ANSWER_TIMEOUT_MS = 90_000;

const silent = (detail: string): TransferError =>
  new TransferError('icloud-page-silent', detail, { service: 'icloud' });

/** The speed that is set at present: a change applies to a copy that runs. */
let speed: Speed = settings.speed.fallback;
void settings.speed.getValue().then((value) => (speed = parseSpeed(value)));
settings.speed.watch((value) => (speed = parseSpeed(value)));

/** Shared by all contexts. */
const limit = createIcloudLimiter({ limit: () => (speed === 'polite' ? MIN_CALLS : MAX_CALLS) });
const never = new AbortController().signal;

/**
 * Makes a call through a page at icloud.com; the limiter decides how many calls to the photo service are made at a time.
 * Asks the open pages one after the other. If none answers, opens one in the background and keeps the browser from discarding it.
 *
 * @param mayOpen whether a page may be opened. It is asked only if none answers, and just before one would be opened
 * @param priority `spare` waits for all other calls
 * @throws {TransferError} `icloud-page-silent`; `icloud-signed-out` if the page has left the photos for a sign-in
 */
export const postThroughTab = (
  call: IcloudCall,
  mayOpen: () => Promise<boolean>,
  priority: CallPriority = 'usual',
): Promise<IcloudReply> =>
  call.host === 'cloudkit'
    ? limit(() => throughTab(call, mayOpen), never, priority)
    : throughTab(call, mayOpen);

async function throughTab(call: IcloudCall, mayOpen: () => Promise<boolean>): Promise<IcloudReply> {
  const [asked, silentTabs] = [new Set<IcloudSite>(), new Set<number>()];
  let refused: IcloudReply | null = null;
  for await (const { tab, waitForScriptMs } of openPages(call)) {
    if (asked.has(tab.site) || silentTabs.has(tab.id)) continue;
    const reply = await ask(tab, call, waitForScriptMs);
    if (reply === 'silent') silentTabs.add(tab.id);
    if (!isReply(reply)) continue;
    if (!isRefused(call, reply)) return answered(tab, call, reply);
    asked.add(tab.site);
    refused ??= reply;
  }
  const site = call.host === 'cloudkit' ? siteOfService(call) : await defaultSite();
  if (refused && asked.has(site)) return refused;
  if (!(await mayOpen())) {
    if (refused) return refused;
    throw silent('no page is open');
  }
  if (opening?.site !== site) {
    const fresh = {
      site,
      tab: openIcloudTab(site).finally(() => (opening === fresh ? (opening = null) : null)),
    };
    opening = fresh;
  }
  const tab = await opening.tab;
  const reply = await ask(tab, call, retryTable.contentScript.maxLoadingMs);
  if (isReply(reply)) return isRefused(call, reply) ? reply : answered(tab, call, reply);
  if (await tab.hasLeft())
    throw new TransferError('icloud-signed-out', 'the page has led elsewhere', { service: 'icloud' });
  throw silent('the page does not answer');
}

/**
 * Yields the pages to ask. The one that answered last is first and is not searched for: listing makes a thousand calls, and a
 * search for tabs takes longer than the way to a page. If it is not there any more, all open pages follow.
 */
async function* openPages(call: IcloudCall): AsyncGenerator<{ tab: IcloudTab; waitForScriptMs: number }> {
  const last = lastGood;
  if (last && maySend(call, last.site)) yield { tab: last, waitForScriptMs: 0 };
  const tabs = (await findIcloudTabs()).filter(({ site }) => maySend(call, site));
  const isLast = ({ id }: IcloudTab): number => Number(id === last?.id);
  for (const tab of tabs.toSorted((a, b) => isLast(b) - isLast(a)))
    yield { tab, waitForScriptMs: retryTable.contentScript[tab.isLoading ? 'maxLoadingMs' : 'maxMs'] };
}

const siteOfService = ({ serviceUrl }: PhotosCall): IcloudSite =>
  /\.cn(:443)?$/.test(serviceUrl) ? '.cn' : '';

/** Any site may ask for the session; the photo service needs a page of its own site. */
const maySend = (call: IcloudCall, site: IcloudSite): boolean =>
  call.host === 'setup' || siteOfService(call) === site;

/** Whether nobody is signed in at this site; somebody may be at the other. Source: docs/icloud-photos.md 1.2. */
const isRefused = (call: IcloudCall, { status }: IcloudReply): boolean =>
  call.host === 'setup' && status !== 200;

/** Stores the site where somebody is signed in. */
async function answered({ site }: IcloudTab, call: IcloudCall, reply: IcloudReply): Promise<IcloudReply> {
  if (call.host === 'setup' && (await icloudSite.getValue()) !== site) await icloudSite.setValue(site);
  return reply;
}

/** The page that answered last. It is asked first: a frozen page would delay each call. */
let lastGood: IcloudTab | null = null;

/** The page being opened, shared by all calls that found none. */
let opening: { site: IcloudSite; tab: Promise<IcloudTab> } | null = null;

/** An answer of a page. `absent`: the tab has no content script by then; `silent`: it has one that does not answer. */
type TabAnswer = IcloudReply | 'absent' | 'silent';

const isReply = (answer: TabAnswer): answer is IcloudReply => typeof answer === 'object';

/** Asks one page. */
async function ask(tab: IcloudTab, call: IcloudCall, waitForScriptMs: number): Promise<TabAnswer> {
  const giveUpAt = performance.now() + waitForScriptMs;
  for (;;) {
    const timeout = Promise.withResolvers<'silent'>();
    const timer = setTimeout(() => timeout.resolve('silent'), ANSWER_TIMEOUT_MS);
    try {
      const answer = await Promise.race([askContent(tab.id, 'post', call), timeout.promise]);
      if (answer === null || answer === 'silent') return 'silent';
      if (lastGood?.id !== tab.id) await tab.keep();
      lastGood = tab;
      return parseReply(answer);
    } catch (error) {
      if (error instanceof TransferError && error.code !== 'unexpected') throw error;
      if (performance.now() >= giveUpAt || (await tab.hasLeft())) return 'absent';
      await new Promise((resolve) => setTimeout(resolve, retryTable.contentScript.waitMs));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Parses a reply. A web page could have forged it. */
function parseReply(answer: unknown): IcloudReply {
  const status = isObject(answer) ? optionalNumber(answer, 'status') : null;
  const body = isObject(answer) ? optionalString(answer, 'body') : null;
  if (!isObject(answer) || status === null || body === null) throw silent('the page answers something else');
  const tookMs = optionalNumber(answer, 'tookMs');
  return {
    status,
    body,
    retryAfter: optionalString(answer, 'retryAfter'),
    ...(tookMs !== null && tookMs >= 0 && { tookMs }),
  };
}
