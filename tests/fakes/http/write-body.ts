import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { FaultAction } from './faults.ts';
import type { Link } from './link.ts';
import type { ReplyHeaders, ResponseBody } from './exchange.ts';

/** A limited link passes bodies in slices of this size. */
const SLICE_BYTES = 64 * 1024;

/** One answer being sent. */
export interface Writing {
  outgoing: ServerResponse | Http2ServerResponse;
  status: number;
  headers: ReplyHeaders;
  content: ResponseBody;
  /** Of the request: HEAD gets no body. */
  method: string;
  link: Link;
  fault: FaultAction | undefined;
  onSent(bytes: number): void;
}

/**
 * Sends headers and body at the speed of the link, with the fault's damage. A `Content-Length` is added where the
 * length is known; with an iterable the route may give it.
 *
 * @returns false if the connection is to be cut now.
 */
export async function writeBody(writing: Writing): Promise<boolean> {
  const { outgoing, status, headers, content, method, fault } = writing;
  const whole =
    typeof content === 'string' ? Buffer.from(content) : content instanceof Uint8Array ? content : undefined;
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const isBodyless = status === 204 || status === 304;
  if (whole && !sent.has('content-length') && !isBodyless) sent.set('content-length', String(whole.length));
  writeHead(outgoing, status, Object.fromEntries(sent));

  const length = Number(sent.get('content-length') ?? Infinity);
  if (method !== 'HEAD' && !isBodyless && length > 0) {
    const chunks =
      content instanceof Uint8Array || typeof content === 'string' ? [whole ?? new Uint8Array()] : content;
    await sendDamaged(writing, chunks, planDamage(fault, length));
  }
  if (fault?.kind === 'cutResponse' || fault?.kind === 'stall') {
    if ('flushHeaders' in outgoing) outgoing.flushHeaders(); // HTTP/2's response has it too, only its type does not say so
    await setImmediate();
  }
  if (fault?.kind === 'cutResponse') return false;
  if (fault?.kind === 'stall') await untilGone(outgoing);
  if (!outgoing.destroyed) await new Promise<void>((resolve) => endThen(outgoing, resolve));
  return true;
}

/** The same call for both versions of HTTP; their types differ. */
export function writeHead(outgoing: Writing['outgoing'], status: number, headers: ReplyHeaders): void {
  if ('stream' in outgoing) outgoing.writeHead(status, headers);
  else outgoing.writeHead(status, headers);
}

interface Damage {
  endsAt: number;
  flipAt: number;
}

function planDamage(fault: FaultAction | undefined, length: number): Damage {
  const last = length - 1;
  const isEnding = fault?.kind === 'cutResponse' || fault?.kind === 'stall';
  return {
    endsAt: isEnding ? Math.min(fault.afterBytes, last) : Infinity,
    flipAt: fault?.kind === 'flipByte' ? Math.min(fault.at, last) : -1,
  };
}

async function sendDamaged(
  { outgoing, link, onSent }: Writing,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { endsAt, flipAt }: Damage,
): Promise<void> {
  let position = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += SLICE_BYTES) {
      const slice = chunk.subarray(start, start + Math.min(SLICE_BYTES, endsAt - position));
      await link.takeDown(slice.length);
      const isHit = flipAt >= position && flipAt < position + slice.length;
      await send(outgoing, isHit ? flipped(slice, flipAt - position) : slice);
      onSent(slice.length);
      position += slice.length;
      if (position >= endsAt || outgoing.destroyed) return;
    }
  }
}

function flipped(slice: Uint8Array, at: number): Uint8Array {
  const copy = new Uint8Array(slice);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** Resolves when the slice has left the process: a cut that follows loses nothing of it, and a slow client slows the fake. */
async function send(outgoing: Writing['outgoing'], slice: Uint8Array): Promise<void> {
  if (slice.length === 0 || outgoing.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('close', done);
    if ('stream' in outgoing) outgoing.write(slice, done);
    else outgoing.write(slice, done);
  });
}

async function untilGone(outgoing: Writing['outgoing']): Promise<void> {
  if (!outgoing.destroyed) await once(outgoing, 'close').catch(() => undefined);
}

function endThen(outgoing: Writing['outgoing'], done: () => void): void {
  outgoing.once('finish', done);
  outgoing.once('close', done);
  outgoing.end();
}
