import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

/** A body without an end; says how many pieces of it were asked for. */
function endless(piece: Uint8Array): { response: Response; given: () => number; isCancelled: () => boolean } {
  let [given, isCancelled] = [0, false];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1;
      controller.enqueue(piece);
    },
    cancel: () => void (isCancelled = true),
  });
  return { response: new Response(body), given: () => given, isCancelled: () => isCancelled };
}

test('an answer without an end is given up, and the rest of it is not read', async () => {
  const { response, given, isCancelled } = endless(new Uint8Array(1_000));
  await expect(readText(response, 'jottacloud', 10_000)).rejects.toMatchObject({
    code: 'bad-response',
    service: 'jottacloud',
  });
  expect(given()).toBeLessThan(20);
  expect(isCancelled()).toBe(true);
});

test('an answer of the longest length is read, also where a letter is cut in two', async () => {
  const text = 'blåbær';
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect(await readText(new Response(body), 'icloud', bytes.length)).toBe(text);
  expect(await readText(new Response(null), 'icloud')).toBe('');
});
