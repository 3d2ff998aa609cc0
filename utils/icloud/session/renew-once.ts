import { isSessionRefused, readReply } from '../errors.ts';
import type { IcloudCall, IcloudReply, IcloudTransport } from '../transport.ts';

/** One call to the photo service. */
export interface SessionCall<Answer> {
  transport: IcloudTransport;
  /** Builds the call for the address of the account's photo service. */
  build(serviceUrl: string): IcloudCall;
  /** Begins a new session, and returns its address. */
  renew(): Promise<string>;
  /** Parses the body of a response. */
  read(body: unknown): Answer;
  /** Returns what to throw for an error of the first response. */
  explain(error: unknown, reply: IcloudReply): Promise<unknown>;
}

/**
 * Sends a call, and once more with a renewed session if Apple refuses the first one. The second call is safe because every
 * call only reads.
 *
 * @param serviceUrl address of the photo service in the session so far
 */
export async function renewOnce<Answer>(
  serviceUrl: string,
  { transport, build, renew, read, explain }: SessionCall<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const reply = await transport.post(build(serviceUrl), signal);
  try {
    return read(readReply(reply));
  } catch (error) {
    if (isSessionRefused(error)) return read(readReply(await transport.post(build(await renew()), signal)));
    throw await explain(error, reply);
  }
}
