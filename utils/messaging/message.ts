import { browser } from 'wxt/browser';
import { type ErrorRecord, fromErrorRecord, isErrorCode, toErrorRecord, TransferError } from '../errors.ts';
import { isObject } from '../http/json.ts';
import type { BackgroundProtocol, ContentProtocol, HostProtocol } from './protocol.ts';

/** Who answers what. */
interface Protocols {
  background: BackgroundProtocol;
  host: HostProtocol;
  content: ContentProtocol;
}
type Receiver = keyof Protocols;
type Handlers<Protocol> = {
  [Name in keyof Protocol]: Protocol[Name] extends (...parameters: infer Parameters) => infer Answer
    ? (...parameters: Parameters) => Answer | Promise<Answer>
    : never;
};
type Envelope = { to: Receiver; name: string; request: unknown };
/** A class does not survive a message: an error goes as a record. */
type Reply = { value: unknown } | { error: ErrorRecord };

const isEnvelope = (message: unknown): message is Envelope =>
  isObject(message) && typeof message['to'] === 'string' && typeof message['name'] === 'string';

/**
 * Answers messages of a protocol. Only our own pages are answered: a content script shares its process with a web
 * page, so what comes from one is not.
 */
export function serve<To extends 'background' | 'host'>(to: To, handlers: Handlers<Protocols[To]>): void {
  const own = browser.runtime.getURL('');
  browser.runtime.onMessage.addListener((message: unknown, sender: { url?: string | undefined }) => {
    if (!isEnvelope(message) || message.to !== to || !Object.hasOwn(handlers, message.name)) return undefined;
    // Chrome gives its service worker's own messages no address.
    if (sender.url !== undefined && !sender.url.startsWith(own)) return undefined;
    return answer(handlers[message.name as keyof typeof handlers], message.request);
  });
}

/** The same for a content script, which hears only the background. */
export function serveContent(handlers: Handlers<ContentProtocol>, mayAnswer: () => boolean): () => void {
  const listener = (message: unknown): Promise<Reply> | undefined => {
    if (!isEnvelope(message) || message.to !== 'content' || message.name !== 'post' || !mayAnswer())
      return undefined;
    return answer(handlers.post as (request: unknown) => unknown, message.request);
  };
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

async function answer(handler: (request: unknown) => unknown, request: unknown): Promise<Reply> {
  try {
    return { value: await handler(request) };
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

function open(reply: unknown): unknown {
  if (!isObject(reply)) throw new TransferError('unexpected', 'nobody answers');
  if (!isObject(reply['error'])) return reply['value'];
  const { code, detail, service, retryAfterMs } = reply['error'];
  throw fromErrorRecord({
    code: isErrorCode(code) ? code : 'unexpected',
    detail: typeof detail === 'string' ? detail : '',
    ...(typeof service === 'string' && { service: service as NonNullable<ErrorRecord['service']> }),
    ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
  });
}
