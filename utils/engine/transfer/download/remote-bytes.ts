import { TransferError } from '../../../errors.ts';
import { readChunks } from '../../../http/read-chunks.ts';
import { busyError, type Fetch, send } from '../../../http/send.ts';
import { MiB } from '../../../units.ts';
import type { Backoff } from '../../flow/backoff.ts';

/**
 * Bytes of one request. Firefox reads ahead without limit; a longer response could fill its memory.
 * Decision: docs/decisions/005-memory-of-large-files.md.
 */
const SEGMENT_BYTES = 32 * MiB;
/** Largest file that is requested as a whole when `Range` does not work: the check may be outdated. */
const MAX_WHOLE_BYTES = 256 * MiB;
/** A response without a byte for this long is replaced by a new request. */
const IDLE_MS = 30_000;

const ICLOUD_BYTES = { service: 'icloud-bytes' } as const;

/** The host reports the whole file with a size that differs from Apple's record. */
export class OtherSizeError extends TransferError {
  readonly sizeBytes: number;

  constructor(expectedBytes: number, sizeBytes: number) {
    super('arrived-damaged', `expected ${expectedBytes} bytes, the host has ${sizeBytes}`, ICLOUD_BYTES);
    this.sizeBytes = sizeBytes;
  }
}

/** Dependencies of reading from Apple. */
export interface RemoteTools {
  fetch: Fetch;
  /** False if a connection check found that the hosts ignore `Range`: the whole file is then requested at once. */
  rangeWorks: boolean;
  backoff: Backoff;
  /** Returns the signed URL of the bytes. */
  url(signal: AbortSignal): Promise<string>;
  forgetUrl(): void;
  /** Requests in a row without a single byte, after which reading fails. */
  maxEmptyRequests(): number;
}

type Chunk = Uint8Array<ArrayBuffer>;

/** The bytes of one file at Apple. Holds only the latest chunk in memory. */
export interface RemoteBytes {
  /**
   * Reads the bytes from `start` up to `end` (exclusive), in order. After a break it resumes behind the last byte.
   *
   * @throws {TransferError} `arrived-damaged` for bytes that cannot be right, `link-expired`, `record-gone`, `network` and
   * errors of a busy service
   */
  read(start: number, end: number, onChunk: (chunk: Chunk) => void): Promise<void>;
  /** Closes a response that was not read to its end. */
  close(): Promise<void>;
}

/** An open response. Its next byte is at position `at` of the file, its last one before `end`. */
interface OpenResponse {
  chunks: AsyncGenerator<Chunk>;
  at: number;
  end: number;
  /** Bytes that were read but not yet asked for. */
  rest: Chunk | null;
}

/**
 * Opens one file for reading. If a host ignores `Range` and sends the whole file (200 instead of 206), unwanted bytes are
 * skipped. The response stays open for the next piece, so that no byte arrives twice unless the connection breaks.
 */
export function openRemoteBytes(sizeBytes: number, tools: RemoteTools, signal: AbortSignal): RemoteBytes {
  let response: OpenResponse | null = null;
  const close = async (): Promise<void> => {
    const open = response;
    response = null;
    await open?.chunks.return(undefined);
  };

  /** Reads as much of a piece as one response has. */
  const readOnce = async (start: number, end: number, onChunk: (chunk: Chunk) => void): Promise<void> => {
    if (response && response.at !== start) await close();
    const open = (response ??= await request({ start, end, sizeBytes }, tools, signal));
    for (let wantedFrom = start; wantedFrom < end;) {
      const chunk = open.rest ?? (await nextChunk(open));
      if (!chunk) {
        await close();
        if (wantedFrom === start)
          throw new TransferError('network', 'the response has no bytes', ICLOUD_BYTES);
        return;
      }
      const from = Math.max(wantedFrom - open.at, 0);
      const wanted = chunk.subarray(from, Math.max(end - open.at, from));
      open.rest = chunk.length > end - open.at ? chunk.subarray(end - open.at) : null;
      open.at = Math.min(open.at + chunk.length, end);
      wantedFrom += wanted.length;
      if (wanted.length > 0) onChunk(wanted);
    }
    if (open.at < open.end) return;
    if (await nextChunk(open)) throw damaged(`expected ${open.end} bytes, received more`);
    await close();
  };

  return {
    close,
    async read(start, end, onChunk) {
      const reached = { at: start };
      for (let emptyRequests = 0; reached.at < end;) {
        const before = reached.at;
        try {
          await tools.backoff.run(signal, () =>
            readOnce(before, end, (chunk) => {
              reached.at += chunk.length;
              onChunk(chunk);
            }),
          );
          emptyRequests = 0;
        } catch (error) {
          await close();
          if (!(error instanceof TransferError) || !mayResume(error, reached.at)) throw error;
          if (error.code === 'link-expired') tools.forgetUrl();
          emptyRequests = reached.at > before ? 0 : emptyRequests + 1;
          if (emptyRequests >= tools.maxEmptyRequests()) throw error;
        }
      }
    },
  };
}

/**
 * Whether reading may resume. Received bytes are kept while the service is busy or malformed; the backoff delays the
 * next request.
 */
const mayResume = ({ code }: TransferError, received: number): boolean =>
  code === 'network' ||
  code === 'link-expired' ||
  (received > 0 && (code === 'rate-limited' || code === 'service-down' || code === 'bad-response'));

async function nextChunk({ chunks, at, end }: OpenResponse): Promise<Chunk | null> {
  const { done, value } = await chunks.next();
  if (done) return null;
  if (at + value.length > end) throw damaged(`expected ${end} bytes, received more`);
  return value;
}

/** Requests one segment, or the whole piece if it is not much longer. */
async function request(
  { start, end: pieceEnd, sizeBytes }: { start: number; end: number; sizeBytes: number },
  { fetch, url: urlOf, forgetUrl, rangeWorks }: RemoteTools,
  signal: AbortSignal,
): Promise<OpenResponse> {
  const isWhole = !rangeWorks && start === 0 && sizeBytes <= MAX_WHOLE_BYTES;
  const end = isWhole || pieceEnd - start < SEGMENT_BYTES * 1.5 ? pieceEnd : start + SEGMENT_BYTES;
  const headers: Record<string, string> =
    start === 0 && end === sizeBytes ? {} : { Range: `bytes=${start}-${end - 1}` };
  const url = await urlOf(signal);
  const answer = await send(fetch, {
    service: 'icloud-bytes',
    url,
    init: { method: 'GET', headers },
    signal,
  });
  const error = headError(answer, start, sizeBytes);
  if (error) {
    await answer.body?.cancel().catch(() => undefined);
    if (error.code === 'arrived-damaged') forgetUrl();
    throw error;
  }
  const isPart = answer.status === 206;
  const chunks = readChunks(answer, 'icloud-bytes', IDLE_MS, signal);
  return { chunks, at: isPart ? start : 0, end: isPart ? end : sizeBytes, rest: null };
}

/** Returns the error that the head of a response shows. A 416, for a part behind the end, still states the file's size. */
function headError(response: Response, start: number, sizeBytes: number): TransferError | null {
  const error = statusError(response, start);
  return error === null || response.status === 416 ? (sizeError(response, sizeBytes) ?? error) : error;
}

/** Compares the size that a response states. Source: RFC 9110, 14.4 (`Content-Range`, also of a 416) and 8.6. */
function sizeError({ status, headers }: Response, expectedBytes: number): OtherSizeError | null {
  const length = status === 200 && !headers.has('Content-Encoding') ? headers.get('Content-Length') : null;
  const digits = length ?? /^bytes [^/]*\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1];
  const sizeBytes = Number(digits ?? expectedBytes);
  return Number.isSafeInteger(sizeBytes) && sizeBytes !== expectedBytes
    ? new OtherSizeError(expectedBytes, sizeBytes)
    : null;
}

/** Statuses of a signed URL that has expired. */
const EXPIRED_STATUSES: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** Returns the error of a response; null if its body can be read. Source: docs/icloud-photos.md 6.2–6.4. */
function statusError({ status, headers }: Response, start: number): TransferError | null {
  if (EXPIRED_STATUSES.has(status))
    return new TransferError('link-expired', `status ${status}`, ICLOUD_BYTES);
  const busy = busyError(status, headers.get('Retry-After'), 'icloud-bytes');
  if (busy) return busy;
  if (status !== 200 && status !== 206)
    return new TransferError('bad-response', `status ${status}`, ICLOUD_BYTES);
  if (/^(text\/html|application\/json)/i.test(headers.get('Content-Type') ?? ''))
    return damaged('expected a file, received a text');
  const range = headers.get('Content-Range');
  if (status === 206 && range !== null && !range.startsWith(`bytes ${start}-`))
    return damaged(`expected bytes from ${start}, received ${range}`);
  return null;
}

const damaged = (detail: string): TransferError => new TransferError('arrived-damaged', detail, ICLOUD_BYTES);
