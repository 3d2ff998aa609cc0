import { TransferError } from '../../errors.ts';
import { readChunks } from '../../http/read-chunks.ts';
import { busyError, type Fetch, send } from '../../http/send.ts';
import { MiB } from '../../units.ts';
import type { Backoff } from '../flow/backoff.ts';

/** Bytes of one request: no longer answer is ever open, so that a browser that reads ahead without limit (Firefox) cannot fill its memory. */
const SEGMENT_BYTES = 32 * MiB;
/** Without `Range` no more is asked for at once: the check may be wrong by now. */
const MAX_WHOLE_BYTES = 256 * MiB;
/** An answer that brings no byte for so long is taken up by a new request. */
const IDLE_MS = 30_000;

const bytes = { service: 'icloud-bytes' } as const;

/** The file is whole, by its host's word, and has another size than Apple's record tells. */
export class OtherSizeError extends TransferError {
  readonly sizeBytes: number;

  constructor(sizeBytes: number) {
    super('arrived-damaged', `${sizeBytes} bytes are not the size that is told`, bytes);
    this.sizeBytes = sizeBytes;
  }
}

/** What reading at Apple needs of its surroundings. */
export interface RemoteTools {
  fetch: Fetch;
  /** False where a check has seen that the hosts ignore `Range`: then the whole file is asked for at once. */
  rangeWorks: boolean;
  backoff: Backoff;
  /** Where the bytes are right now. */
  address(signal: AbortSignal): Promise<string>;
  forgetAddress(): void;
  /** Requests in a row that bring not one byte, after which the reading is given up. */
  maxEmptyRequests(): number;
}

type Chunk = Uint8Array<ArrayBuffer>;

/** One file's bytes as Apple has them. Holds no more of them than the piece that came last. */
export interface RemoteBytes {
  /**
   * Brings the bytes from `start` up to `end` (exclusive), in order. What was cut goes on from the last byte.
   *
   * @throws {TransferError} `arrived-damaged` for what cannot be these bytes, `link-expired`, `record-gone`,
   * `network` and the busy errors
   */
  read(start: number, end: number, onChunk: (chunk: Chunk) => void): Promise<void>;
  /** Ends an answer that was not read to its end. */
  close(): Promise<void>;
}

/** An answer under way: the next byte it brings is that `at`, its last one is before `end`. */
interface Answer {
  chunks: AsyncGenerator<Chunk>;
  at: number;
  end: number;
  /** Read already, but not yet wanted. */
  rest: Chunk | null;
}

/**
 * Opens one file for reading. A service that knows no parts and answers with the whole (200 instead of 206) is read
 * past what is not wanted; its answer stays open for the next piece, so that nothing comes twice unless it is cut.
 */
export function openRemoteBytes(sizeBytes: number, tools: RemoteTools, signal: AbortSignal): RemoteBytes {
  let answer: Answer | null = null;
  const close = async (): Promise<void> => {
    const old = answer;
    answer = null;
    await old?.chunks.return(undefined);
  };

  /** What one answer has of a piece. */
  const readOnce = async (start: number, end: number, onChunk: (chunk: Chunk) => void): Promise<void> => {
    if (answer && answer.at !== start) await close();
    const open = (answer ??= await request(start, end, sizeBytes, tools, signal));
    for (let wantedFrom = start; wantedFrom < end;) {
      const chunk = open.rest ?? (await nextChunk(open));
      if (!chunk) {
        await close();
        if (wantedFrom === start) throw new TransferError('network', 'an empty answer', bytes);
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
    if (await nextChunk(open)) throw damaged('more bytes than Apple told');
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
          if (!(error instanceof TransferError) || !mayGoOn(error, reached.at)) throw error;
          if (error.code === 'link-expired') tools.forgetAddress();
          emptyRequests = reached.at > before ? 0 : emptyRequests + 1;
          if (emptyRequests >= tools.maxEmptyRequests()) throw error;
        }
      }
    },
  };
}

/** What came is kept while the service is busy or odd: the backoff makes the next request wait. */
const mayGoOn = ({ code }: TransferError, received: number): boolean =>
  code === 'network' ||
  code === 'link-expired' ||
  (received > 0 && (code === 'rate-limited' || code === 'service-down' || code === 'bad-response'));

async function nextChunk({ chunks, at, end }: Answer): Promise<Chunk | null> {
  const { done, value } = await chunks.next();
  if (done) return null;
  if (at + value.length > end) throw damaged('more bytes than Apple told');
  return value;
}

/** Asks for one segment, or for the whole of a piece that is not much longer. */
async function request(
  start: number,
  pieceEnd: number,
  sizeBytes: number,
  { fetch, address, forgetAddress, rangeWorks }: RemoteTools,
  signal: AbortSignal,
): Promise<Answer> {
  const mayBeLong = !rangeWorks && start === 0 && sizeBytes <= MAX_WHOLE_BYTES;
  const end = mayBeLong || pieceEnd - start < SEGMENT_BYTES * 1.5 ? pieceEnd : start + SEGMENT_BYTES;
  const headers: Record<string, string> =
    start === 0 && end === sizeBytes ? {} : { Range: `bytes=${start}-${end - 1}` };
  const url = await address(signal);
  const response = await send(fetch, {
    service: 'icloud-bytes',
    url,
    init: { method: 'GET', headers },
    signal,
  });
  const error = headError(response, start, sizeBytes);
  if (error) {
    await response.body?.cancel().catch(() => undefined);
    if (error.code === 'arrived-damaged') forgetAddress();
    throw error;
  }
  const isPart = response.status === 206;
  const chunks = readChunks(response, 'icloud-bytes', IDLE_MS, signal);
  return { chunks, at: isPart ? start : 0, end: isPart ? end : sizeBytes, rest: null };
}

/** What the head of an answer says is wrong; of a part behind the end (416) it still says how long the file is. */
function headError(response: Response, start: number, sizeBytes: number): TransferError | null {
  const error = answerError(response, start);
  return error === null || response.status === 416 ? (sizeError(response, sizeBytes) ?? error) : error;
}

/** Source: RFC 9110, 14.4 (`Content-Range`, also of a 416) and 8.6. */
function sizeError({ status, headers }: Response, toldBytes: number): OtherSizeError | null {
  const length = status === 200 && !headers.has('Content-Encoding') ? headers.get('Content-Length') : null;
  const digits = length ?? /^bytes [^/]*\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1];
  const sizeBytes = Number(digits ?? toldBytes);
  return Number.isSafeInteger(sizeBytes) && sizeBytes !== toldBytes ? new OtherSizeError(sizeBytes) : null;
}

/** What the head of an answer says is wrong; null if its body can be read. Source: docs/icloud-photos.md 6.2–6.4. */
function answerError({ status, headers }: Response, start: number): TransferError | null {
  if (status === 410 || status === 403 || status === 401)
    return new TransferError('link-expired', `status ${status}`, bytes);
  if (status === 404) return new TransferError('link-expired', 'status 404', bytes);
  const busy = busyError(status, headers.get('Retry-After'), 'icloud-bytes');
  if (busy) return busy;
  if (status !== 200 && status !== 206) return new TransferError('bad-response', `status ${status}`, bytes);
  if (/^(text\/html|application\/json)/i.test(headers.get('Content-Type') ?? ''))
    return damaged('a text instead of a file');
  const range = headers.get('Content-Range');
  if (status === 206 && range !== null && !range.startsWith(`bytes ${start}-`))
    return damaged('another part than asked for');
  return null;
}

const damaged = (detail: string): TransferError => new TransferError('arrived-damaged', detail, bytes);
