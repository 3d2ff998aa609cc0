import type { Service } from '../errors.ts';
import { readChunks } from './read-chunks.ts';

/** Longest wait for more of an error body. Its status already says most of it. */
const IDLE_MS = 10_000;

/**
 * Returns the first bytes of a body as text, even if the body breaks off. Used for errors, whose status a broken
 * body must not hide.
 */
export async function readStart(
  response: Response,
  maxBytes: number,
  service: Service,
  signal: AbortSignal,
): Promise<string> {
  const decoder = new TextDecoder();
  let [text, left] = ['', maxBytes];
  try {
    for await (const chunk of readChunks(response, service, IDLE_MS, signal)) {
      text += decoder.decode(chunk.subarray(0, left), { stream: true });
      left -= chunk.length;
      if (left <= 0) break;
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
  return text;
}
