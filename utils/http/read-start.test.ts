import { expect, test } from 'vitest';
import { readStart } from './read-start.ts';

const never = new AbortController().signal;
const body = (start: (controller: ReadableByteStreamController) => void): Response =>
  new Response(new ReadableStream({ type: 'bytes', start }));
const bytes = (text: string) => new TextEncoder().encode(text);

test('no more is read than wanted, and the rest of the body is closed', async () => {
  let isClosed = false;
  const endless = new ReadableStream({
    type: 'bytes',
    pull: (controller) => controller.enqueue(bytes('0123456789')),
    cancel: () => void (isClosed = true),
  });
  expect(await readStart(new Response(endless), 25, 'jottacloud', never)).toBe('0123456789012345678901234');
  expect(isClosed).toBe(true);
});

test('a body that breaks yields the part that arrived', async () => {
  const broken = body((controller) => {
    controller.enqueue(bytes('<error>'));
    void Promise.resolve().then(() => setTimeout(() => controller.error(new TypeError('cut')), 5));
  });
  expect(await readStart(broken, 100, 'jottacloud', never)).toBe('<error>');
});

test('no body is no text', async () => {
  expect(await readStart(new Response(null), 100, 'jottacloud', never)).toBe('');
});

test('an abort rejects with AbortError', async () => {
  const stop = new AbortController();
  const reading = readStart(
    body(() => undefined),
    100,
    'jottacloud',
    stop.signal,
  );
  stop.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
