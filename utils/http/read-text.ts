import { type Service, TransferError } from '../errors.ts';
import { readParts } from './read-parts.ts';

/** Longest response that is read into memory. The largest known ones have a few megabytes. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * Reads a whole body as text.
 *
 * @throws {TransferError} `bad-response` for a body longer than `maxBytes`; the rest is not read
 */
export async function readText(
  response: Response,
  service: Service,
  maxBytes = MAX_TEXT_BYTES,
): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  const isWhole = await readParts(response, maxBytes, (part) =>
    parts.push(decoder.decode(part, { stream: true })),
  );
  if (!isWhole)
    throw new TransferError('bad-response', `an answer of more than ${maxBytes} bytes`, { service });
  return parts.join('') + decoder.decode();
}
