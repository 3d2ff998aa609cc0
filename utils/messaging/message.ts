import { browser } from 'wxt/browser';
import {
  type ErrorRecord,
  fromErrorRecord,
  isErrorCode,
  isService,
  toErrorRecord,
  TransferError,
  withoutAddresses,
} from '../errors.ts';
import { isObject, type JsonObject } from '../http/json.ts';
import { pageRequests } from './page-requests.ts';
import type { BackgroundProtocol, ContentProtocol, HostProtocol, PageProtocol } from './protocol.ts';
import { isRequest } from './requests.ts';

/** Who answers what. */
interface Protocols {
  background: BackgroundProtocol;
  host: HostProtocol;
  content: ContentProtocol;
  page: PageProtocol;
}
type Receiver = keyof Protocols;
/** What answers a protocol. */
export type Handlers<Protocol> = {
  [Name in keyof Protocol]: Protocol[Name] extends (...parameters: infer Parameters) => infer Answer
    ? (...parameters: Parameters) => Answer | Promise<Answer>
    : never;
};
/** The longest that a service's word is taken for anywhere. */
const MAX_WAIT_MS = 6 * 60 * 60 * 1_000;

type Envelope = { to: Receiver; name: string; request: unknown };
/** A class does not survive a message: an error goes as a record. */
type Reply = { value: unknown } | { error: ErrorRecord };

const isEnvelope = (message: unknown): message is Envelope =>
  isObject(message) && typeof message['to'] === 'string' && typeof message['name'] === 'string';

/** Who sent a message, as the browser says; of that only what is needed. */
interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  tab?: { url?: string | undefined } | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
}

/**
 * Answers messages of a protocol from our own pages and nobody else. A content script is not one of them: it shares its
 * process with a web page.
 */
export function serve<To extends 'background' | 'host'>(to: To, handlers: Handlers<Protocols[To]>): void {
  const isAllowed = to === 'host' ? (sender: Sender) => isOwnPage(sender) || isOwnWorker(sender) : isOwnPage;
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
    if (!isEnvelope(message) || message.to !== to || !Object.hasOwn(handlers, message.name)) return undefined;
    if (!isAllowed(sender)) return undefined;
    return answer(message, handlers[message.name as keyof typeof handlers]);
  });
}

const isOwnPage = ({ id, url }: Sender): boolean =>
  id === browser.runtime.id && url !== undefined && url.startsWith(browser.runtime.getURL(''));

/**
 * Chrome gives messages of its service worker no address. A renderer that was taken over can leave out its address too,
 * but not its tab, frame and document: the browser fills these in. Source: Chromium, message_service_bindings.cc
 * (`IsValidSourceUrl`).
 */
const isOwnWorker = ({ id, url, tab, frameId, documentId }: Sender): boolean =>
  id === browser.runtime.id && [url, tab, frameId, documentId].every((each) => each === undefined);

/** Where our content script runs. Source: docs/icloud-photos.md 9.1. */
const PAGE_ORIGINS = new Set(['https://www.icloud.com', 'https://www.icloud.com.cn']);

/**
 * Answers our content script in a frame of iCloud Photos, in a tab that shows icloud.com: another site may have framed
 * it. What it sends is read as if the page had made it; a request of another shape is answered with an error before any
 * handler sees it.
 */
export function servePage(handlers: Handlers<PageProtocol>): void {
  const isOurs = ({ id, url, tab }: Sender): boolean =>
    id === browser.runtime.id && [url, tab?.url].every((address) => PAGE_ORIGINS.has(originOf(address)));
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
    if (!isEnvelope(message) || message.to !== 'page' || !isOurs(sender)) return undefined;
    const { name, request } = message;
    if (!isPageQuestion(name)) return undefined;
    const handle = handlers[name] as (request: unknown) => unknown;
    return answerWith(() => handle(pageRequests[name](request)));
  });
}

const isPageQuestion = (name: string): name is keyof PageProtocol => Object.hasOwn(pageRequests, name);

const originOf = (url: string | undefined): string =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : '';

/** The same for a content script, which hears only the background. */
export function serveContent(handlers: Handlers<ContentProtocol>, mayAnswer: () => boolean): () => void {
  const listener = (message: unknown): Promise<Reply> | undefined => {
    if (!isEnvelope(message) || message.to !== 'content' || !mayAnswer()) return undefined;
    if (!Object.hasOwn(handlers, message.name)) return undefined;
    return answer(message, handlers[message.name as keyof ContentProtocol] as (request: unknown) => unknown);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

const answer = ({ name, request }: Envelope, handler: (request: unknown) => unknown): Promise<Reply> =>
  answerWith(() => {
    if (!isRequest(name, request)) throw new TransferError('unexpected', 'a message of another shape');
    return handler(request);
  });

async function answerWith(work: () => unknown): Promise<Reply> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: toErrorRecord(error) };
  }
}

/** Asks the background. @throws {TransferError} what it answered with; `unexpected` if nobody answers */
export async function askBackground<Name extends keyof BackgroundProtocol>(
  name: Name,
  ...[request]: Parameters<BackgroundProtocol[Name]>
): Promise<ReturnType<BackgroundProtocol[Name]>> {
  const message: Envelope = { to: 'background', name, request };
  return open(await browser.runtime.sendMessage(message)) as ReturnType<BackgroundProtocol[Name]>;
}

/** Asks the background from a page at icloud.com. @throws {TransferError} what it answered with; `unexpected` if nobody answers */
export async function askFromPage<Name extends keyof PageProtocol>(
  name: Name,
  ...[request]: Parameters<PageProtocol[Name]>
): Promise<ReturnType<PageProtocol[Name]>> {
  const message: Envelope = { to: 'page', name, request };
  return open(await browser.runtime.sendMessage(message)) as ReturnType<PageProtocol[Name]>;
}

/** Tells the engine's host. @throws if there is none */
export async function tellHost<Name extends keyof HostProtocol>(
  name: Name,
  ...[request]: Parameters<HostProtocol[Name]>
): Promise<void> {
  const message: Envelope = { to: 'host', name, request };
  open(await browser.runtime.sendMessage(message));
}

/** Asks the content script in a tab: in all its frames, of which one answers. @throws if none does */
export async function askContent<Name extends keyof ContentProtocol>(
  tabId: number,
  name: Name,
  ...[request]: Parameters<ContentProtocol[Name]>
): Promise<unknown> {
  const message: Envelope = { to: 'content', name, request };
  return open(await browser.tabs.sendMessage(tabId, message));
}

/** What a content script says is what a web page could have said: nothing of it is taken as it comes. */
function readErrorRecord({ code, detail, service, retryAfterMs }: JsonObject): ErrorRecord {
  const isWait = typeof retryAfterMs === 'number' && retryAfterMs >= 0 && retryAfterMs <= MAX_WAIT_MS;
  return {
    code: isErrorCode(code) ? code : 'unexpected',
    detail: typeof detail === 'string' ? withoutAddresses(detail) : '',
    ...(isService(service) && { service }),
    ...(isWait && { retryAfterMs }),
  };
}

function open(reply: unknown): unknown {
  if (!isObject(reply)) throw new TransferError('unexpected', 'nobody answers');
  if (!isObject(reply['error'])) return reply['value'];
  throw fromErrorRecord(readErrorRecord(reply['error']));
}
