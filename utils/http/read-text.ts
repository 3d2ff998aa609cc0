import { type Service, TransferError } from '../errors.ts';
import { readParts } from './read-parts.ts';

/** Longest answer that is read into memory. The largest that services are known to give have a few megabytes. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * The whole of a body as text.
 *
 * @throws {TransferError} `bad-response` for a body that is longer than `maxBytes`: the rest of it is not read
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
