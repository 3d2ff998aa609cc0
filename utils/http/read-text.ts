import { type Service, TransferError } from '../errors.ts';

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
  let readBytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    readBytes += part.value.length;
    if (readBytes > maxBytes) {
      await reader?.cancel();
      throw new TransferError('bad-response', `an answer of more than ${maxBytes} bytes`, { service });
    }
    parts.push(decoder.decode(part.value, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}
