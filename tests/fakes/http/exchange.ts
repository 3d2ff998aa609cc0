import type { LoggedRequest } from './request-log.ts';

/** One request and the way to answer it, as a fake's routes see it. */
export interface Exchange {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  readonly url: URL;
  /** Path and query exactly as sent. */
  readonly rawPath: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  /** Throttled by the link; throws `ConnectionCutError` when the rest will never come. To be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The same request as the log keeps it. */
  readonly logged: LoggedRequest;
  /** The whole body as UTF-8 text. */
  readText(): Promise<string>;
  /** Answers; to be called once. Resolves when all is sent or the client is gone. */
  reply(status: number, headers: ReplyHeaders, body?: ResponseBody): Promise<void>;
}

/** Headers of an answer; several values only for `set-cookie`. */
export type ReplyHeaders = Record<string, string | string[]>;

/** A fake's answer; an iterable is sent as a stream. */
export type ResponseBody = string | Uint8Array | AsyncIterable<Uint8Array>;
