/**
 * Reads a body part by part.
 *
 * @returns false if it is longer than `maxBytes`; the rest is not read
 */
export async function readParts(
  response: Response,
  maxBytes: number,
  take: (part: Uint8Array<ArrayBuffer>) => void,
): Promise<boolean> {
  let readBytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    readBytes += part.value.length;
    if (readBytes > maxBytes) {
      await reader?.cancel();
      return false;
    }
    take(part.value);
  }
  return true;
}
