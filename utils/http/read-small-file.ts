import type { Service } from '../errors.ts';
import { readChunks } from './read-chunks.ts';

/** A response without a byte for this long is given up. */
const IDLE_MS = 20_000;

/**
 * Reads a whole small body into memory.
 *
 * @returns null for a body with more bytes than expected
 * @throws {TransferError} `network` if the body is cut or stalls
 */
export async function readSmallFile(
  response: Response,
  service: Service,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let sizeBytes = 0;
  for await (const chunk of readChunks(response, service, IDLE_MS, signal)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) return null;
    chunks.push(chunk.slice());
  }
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
