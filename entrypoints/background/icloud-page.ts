import { createAppleTurns } from '../../utils/engine/apple-turns.ts';
import { TransferError } from '../../utils/errors.ts';
import { isObject, optionalNumber, optionalString } from '../../utils/http/json.ts';
import type { IcloudCall, IcloudReply } from '../../utils/icloud/transport.ts';
import { askContent } from '../../utils/messaging/message.ts';
import { findPages, hasLeft, type IcloudPage, openPage } from './icloud-tabs.ts';

/** A page that has not answered by then is hung, frozen or gone. */
const ANSWER_TIMEOUT_MS = 90_000;
/** A page that is loading has its content script by then, one that has loaded at once. */
const LOAD_TIMEOUT_MS = 45_000;
const SCRIPT_TIMEOUT_MS = 3_000;
const RETRY_MS = 250;

const silent = (detail: string): TransferError =>
  new TransferError('icloud-page-silent', detail, { service: 'icloud' });

/** For all contexts together. */
const turns = createAppleTurns();
const never = new AbortController().signal;

/**
 * Has a page at icloud.com make a call; calls to the photo service go two at a time. Pages that are open are asked in
 * turn; where none answers, one is opened in the background and kept from being discarded.
 *
 * @throws {TransferError} `icloud-page-silent`; `icloud-signed-out` where the page has led away from the photos to be signed in
 */
export const postThroughPage = (call: IcloudCall, mayOpen: boolean): Promise<IcloudReply> =>
  call.host === 'cloudkit' ? turns(() => throughPage(call, mayOpen), never) : throughPage(call, mayOpen);

async function throughPage(call: IcloudCall, mayOpen: boolean): Promise<IcloudReply> {
  const pages = await findPages();
  for (const page of pages.toSorted((a, b) => Number(b.id === lastGood) - Number(a.id === lastGood))) {
    const reply = await ask(page, call, page.isLoading ? LOAD_TIMEOUT_MS : SCRIPT_TIMEOUT_MS);
    if (reply) return reply;
  }
  if (!mayOpen) throw silent('no page is open');
  opening ??= openPage().finally(() => (opening = null));
  const page = await opening;
  const reply = await ask(page, call, LOAD_TIMEOUT_MS);
  if (reply) return reply;
  if (await hasLeft(page))
    throw new TransferError('icloud-signed-out', 'the page has led elsewhere', { service: 'icloud' });
  throw silent('the page does not answer');
}

/** Asked first: another page may be frozen, and would be waited for at each call. */
let lastGood: number | null = null;

/** Calls that find no page at the same moment open one together. */
let opening: Promise<IcloudPage> | null = null;

/** @returns null if there is no content script in the tab, or none that answers in time */
async function ask(page: IcloudPage, call: IcloudCall, waitForScriptMs: number): Promise<IcloudReply | null> {
  const giveUpAt = performance.now() + waitForScriptMs;
  for (;;) {
    const timeout = Promise.withResolvers<null>();
    const timer = setTimeout(() => timeout.resolve(null), ANSWER_TIMEOUT_MS);
    try {
      const answer = await Promise.race([askContent(page.id, 'post', call), timeout.promise]);
      if (answer === null) return null;
      if (lastGood !== page.id) await page.keep();
      lastGood = page.id;
      return readReplyOfPage(answer);
    } catch (error) {
      if (error instanceof TransferError && error.code !== 'unexpected') throw error;
      if (performance.now() >= giveUpAt || (await hasLeft(page))) return null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What a content script says is what a web page could have said. */
function readReplyOfPage(answer: unknown): IcloudReply {
  const status = isObject(answer) ? optionalNumber(answer, 'status') : null;
  const body = isObject(answer) ? optionalString(answer, 'body') : null;
  if (!isObject(answer) || status === null || body === null) throw silent('the page answers something else');
  return { status, body, retryAfter: optionalString(answer, 'retryAfter') };
}
