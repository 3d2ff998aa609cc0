import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { ConnectionCutError } from './connection-cut-error.ts';
import type { FaultAction } from './faults.ts';
import type { Link } from './link.ts';
import type { LoggedRequest } from './request-log.ts';

/** A limited link passes bodies in slices of this size. */
const SLICE_BYTES = 64 * 1024;
/** Bodies below this size are kept in the log, when they are text. */
const LOGGED_BODY_BYTES = 64 * 1024;
const TEXTUAL = /json|text|xml|x-www-form-urlencoded/;

/**
 * The request's body at the speed of the link; counts in the log as it comes. A cut or a stall comes after its
 * `afterBytes`, or at the end of a shorter body.
 *
 * @throws {ConnectionCutError} when the client goes away, or when the fault says so.
 */
export async function* readBody(
  incoming: IncomingMessage | Http2ServerRequest,
  logged: LoggedRequest,
  link: Link,
  fault: FaultAction | undefined,
): AsyncGenerator<Uint8Array> {
  const endsAt = fault?.kind === 'cutRequest' || fault?.kind === 'stall' ? fault.afterBytes : Infinity;
  const kept: Uint8Array[] = [];
  try {
    const chunks: AsyncIterable<Buffer> = incoming.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
        const slice = chunk.subarray(start, start + Math.min(SLICE_BYTES, endsAt - logged.bodyBytes));
        await link.takeUp(slice.length);
        logged.bodyBytes += slice.length;
        if (logged.bodyBytes < LOGGED_BODY_BYTES) kept.push(slice);
        if (slice.length > 0) yield slice;
        if (logged.bodyBytes >= endsAt) await breakOff(incoming, fault);
      }
    }
  } catch (error) {
    if (error instanceof ConnectionCutError) throw error;
    throw new ConnectionCutError('the client went away', { cause: error });
  }
  const declared = Number(logged.headers['content-length'] ?? logged.bodyBytes);
  // HTTP/2 ends a reset stream like a complete one; the flag and the length tell them apart.
  if (incoming.aborted || logged.bodyBytes < declared) throw new ConnectionCutError('the client went away');
  if (endsAt !== Infinity) await breakOff(incoming, fault);
  const isText = TEXTUAL.test(logged.headers['content-type'] ?? '');
  if (isText && logged.bodyBytes < LOGGED_BODY_BYTES) logged.body = Buffer.concat(kept).toString('utf8');
}

async function breakOff(
  incoming: IncomingMessage | Http2ServerRequest,
  fault: FaultAction | undefined,
): Promise<never> {
  if (fault?.kind === 'stall') {
    const { socket } = incoming;
    await new Promise((resolve) => {
      if (incoming.aborted || socket.destroyed) return resolve(undefined);
      incoming.once('aborted', resolve);
      incoming.once('close', resolve);
      socket.once('close', resolve);
    });
  }
  throw new ConnectionCutError(`${fault?.kind ?? 'cut'} by a fault`);
}
