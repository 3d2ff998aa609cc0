import type { Service } from '../errors.ts';
import { readChunks } from './read-chunks.ts';

/** Longest wait for more of an error: its status says most of it. */
const IDLE_MS = 10_000;

/** The first bytes of a body as text, however much of them comes: for errors, whose status must not be hidden by a broken body. */
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
