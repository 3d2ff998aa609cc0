import { browser } from 'wxt/browser';
import {
  type ErrorRecord,
  fromErrorRecord,
  isErrorCode,
  isService,
  MAX_RETRY_AFTER_MS,
  toErrorRecord,
  TransferError,
  withoutAddresses,
} from '../errors.ts';
import { isObject, type JsonObject, kindOf } from '../http/json.ts';
import { inPageRequests } from './in-page-requests.ts';
import type { BackgroundProtocol, ContentProtocol, HostProtocol, InPageProtocol } from './protocol.ts';
import { isRequest } from './requests.ts';

/** Protocol of each receiver. */
interface Protocols {
  background: BackgroundProtocol;
  host: HostProtocol;
  content: ContentProtocol;
  page: InPageProtocol;
}
type Receiver = keyof Protocols;
/** Handlers of all messages of a protocol. */
export type Handlers<Protocol> = {
  [Name in keyof Protocol]: Protocol[Name] extends (...parameters: infer Parameters) => infer Answer
    ? (...parameters: Parameters) => Answer | Promise<Answer>
    : never;
};

type Envelope = { to: Receiver; name: string; request: unknown };
/** An error travels as a record, because a class does not survive a message. */
type Reply = { value: unknown } | { error: ErrorRecord };

const isEnvelope = (message: unknown): message is Envelope =>
  isObject(message) && typeof message['to'] === 'string' && typeof message['name'] === 'string';

/** The fields of a sender that we need, as the browser reports them. */
interface Sender {
  id?: string | undefined;
  origin?: string | undefined;
  url?: string | undefined;
  tab?: { url?: string | undefined } | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
}

/**
 * Answers messages of a protocol from our own pages only. Content scripts do not count: they share a process with a web
 * page.
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
 * Chrome gives messages of its service worker no URL. A compromised renderer can omit its URL too, but not its tab, frame
 * and document: the browser fills these in. Source: Chromium, message_service_bindings.cc
 * (`IsValidSourceUrl`).
 */
const isOwnWorker = ({ id, url, tab, frameId, documentId }: Sender): boolean =>
  id === browser.runtime.id && [url, tab, frameId, documentId].every((each) => each === undefined);

/** Where our content script runs. Source: docs/icloud-photos.md 9.1. */
const IN_PAGE_ORIGINS = new Set(['https://www.icloud.com', 'https://www.icloud.com.cn']);

/**
 * Answers our content script in a frame of iCloud Photos, if the tab shows icloud.com and no other site framed it. Treats
 * requests as if the page had made them: a request of another shape gets an error before any handler sees it.
 *
 * The site of the frame is its origin: Chromium may name a new frame by the address of its empty first document,
 * about:blank, for as long as it lives.
 */
export function serveInPage(handlers: Handlers<InPageProtocol>): void {
  const isOurs = ({ id, origin = '', tab }: Sender): boolean =>
    id === browser.runtime.id && IN_PAGE_ORIGINS.has(origin) && IN_PAGE_ORIGINS.has(originOf(tab?.url));
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
    if (!isEnvelope(message) || message.to !== 'page' || !isOurs(sender)) return undefined;
    const { name, request } = message;
    if (!isInPageQuestion(name)) return undefined;
    const handle = handlers[name] as (request: unknown) => unknown;
    return answerWith(() => handle(inPageRequests[name](request)));
  });
}

const isInPageQuestion = (name: string): name is keyof InPageProtocol => Object.hasOwn(inPageRequests, name);

const originOf = (url: string | undefined): string =>
  url !== undefined && URL.canParse(url) ? new URL(url).origin : '';

/** Answers messages from the background in a content script. */
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
    if (!isRequest(name, request))
      throw new TransferError('unexpected', `${name}: expected its request, received ${kindOf(request)}`);
    return handler(request);
  });

async function answerWith(work: () => unknown): Promise<Reply> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: toErrorRecord(error) };
  }
}

/** Asks the background. @throws {TransferError} its error; `unexpected` without an answer */
export async function askBackground<Name extends keyof BackgroundProtocol>(
  name: Name,
  ...[request]: Parameters<BackgroundProtocol[Name]>
): Promise<ReturnType<BackgroundProtocol[Name]>> {
  const message: Envelope = { to: 'background', name, request };
  return open(await browser.runtime.sendMessage(message)) as ReturnType<BackgroundProtocol[Name]>;
}

/**
 * Asks the background from a page at icloud.com, and once more if nobody answers: the background may have ended just then.
 * It takes the same press only once (`enqueueSend`). An undo that was heard is not repeated: it would find nothing to undo.
 *
 * @throws {TransferError} its error; `unexpected` without an answer
 */
export async function askFromContent<Name extends keyof InPageProtocol>(
  name: Name,
  ...[request]: Parameters<InPageProtocol[Name]>
): Promise<ReturnType<InPageProtocol[Name]>> {
  const message: Envelope = { to: 'page', name, request };
  let wasHeard = true;
  const first: unknown = await browser.runtime.sendMessage(message).catch((error: unknown) => {
    if (!isUnreached(error)) throw error;
    wasHeard = false;
  });
  const isFinal = isObject(first) || (wasHeard && name === 'undoSend');
  return open(isFinal ? first : await browser.runtime.sendMessage(message)) as ReturnType<
    InPageProtocol[Name]
  >;
}

/** Whether no listener was there: the background ends and starts at any time. Source: Chromium, messaging_bindings.cc. */
const isUnreached = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('Receiving end does not exist');

/** Asks the engine's host. @throws {TransferError} `unexpected` if there is none */
export async function sendToHost<Name extends keyof HostProtocol>(
  name: Name,
  ...[request]: Parameters<HostProtocol[Name]>
): Promise<ReturnType<HostProtocol[Name]>> {
  const message: Envelope = { to: 'host', name, request };
  return open(await browser.runtime.sendMessage(message)) as ReturnType<HostProtocol[Name]>;
}

/** Asks the content script in all frames of a tab, one of which answers. @throws {TransferError} if none does */
export async function askContent<Name extends keyof ContentProtocol>(
  tabId: number,
  name: Name,
  ...[request]: Parameters<ContentProtocol[Name]>
): Promise<unknown> {
  const message: Envelope = { to: 'content', name, request };
  return open(await browser.tabs.sendMessage(tabId, message));
}

/** Parses an error without trusting it: a web page could have sent what a content script sends. */
function readErrorRecord({ code, detail, service, retryAfterMs }: JsonObject): ErrorRecord {
  const isWait = typeof retryAfterMs === 'number' && retryAfterMs >= 0 && retryAfterMs <= MAX_RETRY_AFTER_MS;
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
