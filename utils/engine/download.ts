import { TransferError } from '../errors.ts';
import { readChunks } from '../http/read-chunks.ts';
import { busyError, type Fetch, send } from '../http/send.ts';
import type { Proof } from '../transfer/file.ts';
import { type Md5, MiB } from '../units.ts';
import { type ContentHash, isProvable } from './content-hash.ts';
import type { Gate } from './gate.ts';
import type { SpoolWriter } from './ports.ts';

/** Bytes of one request: no longer answer is ever open, so that a browser that reads ahead without limit (Firefox) cannot fill its memory. */
const SEGMENT_BYTES = 32 * MiB;
/** A download that brings no byte for so long is taken up by a new request. */
const IDLE_MS = 30_000;
/** Requests in a row that bring not one byte, after which the file is put back. */
const MOST_EMPTY_REQUESTS = 3;

const bytes = { service: 'icloud-bytes' } as const;

/** What a download needs of its surroundings. */
export interface DownloadTools {
  fetch: Fetch;
  gate: Gate;
  hash: ContentHash;
  writer: SpoolWriter;
  /** Where the bytes are right now. */
  address(signal: AbortSignal): Promise<string>;
  forgetAddress(): void;
  onReceived(bytes: number): void;
}

/**
 * Fetches one file into the spool, hashing on the way; a cut connection goes on from the last byte.
 *
 * @throws {TransferError} `arrived-damaged` if the bytes are not those that Apple's checksum is of, `link-expired`,
 * `record-gone`, `network` and the busy errors
 */
export async function download(
  expected: { checksum: string; sizeBytes: number },
  tools: DownloadTools,
  signal: AbortSignal,
): Promise<{ md5: Md5; proof: Proof }> {
  const { hash, writer, onReceived } = tools;
  let received = 0;
  let emptyRequests = 0;
  const restart = (): void => {
    hash.restart();
    writer.restart();
    onReceived(-received);
    received = 0;
  };
  restart();

  while (received < expected.sizeBytes) {
    const before = received;
    try {
      await tools.gate.through(signal, async () => {
        const response = await request(expected.sizeBytes, received, tools, signal);
        if (response.status === 200 && received > 0) restart();
        for await (const chunk of readChunks(response, 'icloud-bytes', IDLE_MS, signal)) {
          if (received + chunk.length > expected.sizeBytes) throw damaged('more bytes than Apple told');
          hash.update(chunk);
          writer.write(chunk);
          received += chunk.length;
          onReceived(chunk.length);
        }
        if (received === before) throw new TransferError('network', 'an empty answer', bytes);
      });
      emptyRequests = 0;
    } catch (error) {
      if (!(error instanceof TransferError) || !mayGoOn(error, received)) throw error;
      if (error.code === 'link-expired') tools.forgetAddress();
      emptyRequests = received > before ? 0 : emptyRequests + 1;
      if (emptyRequests >= MOST_EMPTY_REQUESTS) throw error;
    }
  }
  return prove(expected.checksum, hash);
}

/** What came is kept while the service is busy or odd: the gate makes the next request wait. */
const mayGoOn = ({ code }: TransferError, received: number): boolean =>
  code === 'network' ||
  code === 'link-expired' ||
  (received > 0 && (code === 'rate-limited' || code === 'service-down' || code === 'bad-response'));

function prove(checksum: string, hash: ContentHash): { md5: Md5; proof: Proof } {
  const sums = hash.finish();
  if (!isProvable(checksum)) return { md5: sums.md5, proof: 'size' };
  if (sums.checksum !== checksum) throw damaged('the checksum is another one');
  return { md5: sums.md5, proof: 'checksum' };
}

/** One segment, or the whole of a file that is not much longer. */
async function request(
  sizeBytes: number,
  start: number,
  { fetch, address, forgetAddress }: DownloadTools,
  signal: AbortSignal,
): Promise<Response> {
  const end = sizeBytes - start < SEGMENT_BYTES * 1.5 ? sizeBytes : start + SEGMENT_BYTES;
  const headers: Record<string, string> =
    start === 0 && end === sizeBytes ? {} : { Range: `bytes=${start}-${end - 1}` };
  const response = await send(
    fetch,
    'icloud-bytes',
    await address(signal),
    { method: 'GET', headers },
    signal,
  );
  const error = answerError(response, start);
  if (!error) return response;
  await response.body?.cancel().catch(() => undefined);
  if (error.code === 'arrived-damaged') forgetAddress();
  throw error;
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
