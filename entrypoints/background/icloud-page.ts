import { browser } from 'wxt/browser';
import { TransferError } from '../../utils/errors.ts';
import { isObject, optionalNumber, optionalString } from '../../utils/http/json.ts';
import { askContent } from '../../utils/messaging/message.ts';
import type { IcloudCall, IcloudReply } from '../../utils/icloud/transport.ts';

/** The page whose sign-in is reused. */
export const ICLOUD_PHOTOS = 'https://www.icloud.com/photos/';
/** Where such pages are looked for; the mainland one counts only when the user has allowed it. */
const PAGES = ['https://www.icloud.com/*', 'https://www.icloud.com.cn/*'];
/** A page that has not answered by then is hung, frozen or gone. */
const ANSWER_TIMEOUT_MS = 90_000;
/** A new page has its content script by then. */
const LOAD_TIMEOUT_MS = 45_000;
const RETRY_MS = 500;

const silent = (detail: string): TransferError =>
  new TransferError('icloud-page-silent', detail, { service: 'icloud' });

/**
 * Has a page at icloud.com make a call. Pages that are open are asked in turn; where none answers, one is opened in
 * the background and kept from being discarded.
 *
 * @throws {TransferError} `icloud-page-silent`
 */
export async function postThroughPage(request: IcloudCall, mayOpen: boolean): Promise<IcloudReply> {
  for (const { id, waitMs } of await openPages()) {
    const answer = await ask(id, request, waitMs);
    if (answer) return answer;
  }
  if (!mayOpen) throw silent('no page is open');
  opening ??= openPage().finally(() => (opening = null));
  const answer = await ask(await opening, request, LOAD_TIMEOUT_MS);
  if (!answer) throw silent('the page does not answer');
  return answer;
}

/** Calls that find no page at the same moment open one together. */
let opening: Promise<number> | null = null;

async function openPage(): Promise<number> {
  const { id } = await browser.tabs.create({ url: ICLOUD_PHOTOS, active: false });
  if (id === undefined) throw silent('no page could be opened');
  await keep(id);
  return id;
}

/** Shows the page, opened if need be. */
export async function showIcloudPage(): Promise<void> {
  const [page] = await openPages();
  if (!page) await browser.tabs.create({ url: ICLOUD_PHOTOS, active: true });
  else await browser.tabs.update(page.id, { active: true });
}

/** Whether an address is one of the pages. */
export const isIcloudPage = (address: string | undefined): boolean =>
  address !== undefined && /^https:\/\/www\.icloud\.com(\.cn)?\//.test(address);

async function openPages(): Promise<{ id: number; waitMs: number }[]> {
  const tabs = await browser.tabs.query({ url: PAGES });
  return tabs
    .filter(({ discarded }) => !discarded)
    .flatMap(({ id, status }) =>
      id === undefined ? [] : [{ id, waitMs: status === 'loading' ? LOAD_TIMEOUT_MS : 0 }],
    );
}

/** Known to Chrome alone, and so not to the types that both browsers share. */
const notDiscarded: object = { autoDiscardable: false };

/** Not to be thrown away while it is in the background. Firefox has no such switch. */
async function keep(tabId: number): Promise<void> {
  if (!import.meta.env.FIREFOX) await browser.tabs.update(tabId, notDiscarded);
}

/** @returns null if there is no content script in the tab, or none that answers in time */
async function ask(tabId: number, request: IcloudCall, waitForScriptMs: number): Promise<IcloudReply | null> {
  const giveUpAt = Date.now() + waitForScriptMs;
  for (;;) {
    const timeout = Promise.withResolvers<null>();
    const timer = setTimeout(() => timeout.resolve(null), ANSWER_TIMEOUT_MS);
    try {
      const answer = await Promise.race([askContent(tabId, 'post', request), timeout.promise]);
      if (answer === null) return null;
      await keep(tabId);
      return readAnswer(answer);
    } catch (error) {
      if (error instanceof TransferError && error.code !== 'unexpected') throw error;
      if (Date.now() >= giveUpAt) return null;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What a content script says is what a web page could have said. */
function readAnswer(answer: unknown): IcloudReply {
  const status = isObject(answer) ? optionalNumber(answer, 'status') : null;
  const body = isObject(answer) ? optionalString(answer, 'body') : null;
  if (!isObject(answer) || status === null || body === null) throw silent('the page answers something else');
  return { status, body, retryAfter: optionalString(answer, 'retryAfter') };
}
