import { expect, test } from 'vitest';
import { askFromWorker, type FromWorker } from './worker-link.ts';

const never = new AbortController().signal;
const createBench = () => {
  const sent: FromWorker[] = [];
  return { sent, link: askFromWorker({ postMessage: (message) => void sent.push(message) }) };
};

test('each question gets its own answer, in whatever order they come', async () => {
  const { sent, link } = createBench();
  const first = link.ask('checkSession', undefined, never);
  const second = link.ask('checkSession', undefined, never);
  const [one, two] = sent.map(({ id }) => id);
  link.answered({ kind: 'answer', id: two ?? 0, answer: { value: 'signed-out' } });
  link.answered({ kind: 'answer', id: one ?? 0, answer: { value: 'signed-in' } });
  expect([await first, await second]).toEqual(['signed-in', 'signed-out']);
});

test('an error arrives as one of ours, with how long to wait', async () => {
  const { sent, link } = createBench();
  const asked = link.ask('accessToken', { minLifeMs: 1, refused: null }, never);
  const error = {
    code: 'rate-limited',
    detail: 'status 429',
    service: 'jottacloud',
    retryAfterMs: 5,
  } as const;
  link.answered({ kind: 'answer', id: sent[0]?.id ?? 0, answer: { error } });
  await expect(asked).rejects.toMatchObject({
    name: 'TransferError',
    code: 'rate-limited',
    service: 'jottacloud',
    retryAfterMs: 5,
  });
});

test('an answer that nobody waits for any more is passed over', async () => {
  const { sent, link } = createBench();
  const stop = new AbortController();
  const asked = link.ask('checkSession', undefined, stop.signal);
  stop.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  link.answered({ kind: 'answer', id: sent[0]?.id ?? 0, answer: { value: 'signed-in' } });
  link.answered({ kind: 'answer', id: 99, answer: { value: 'signed-in' } });
  await expect(link.ask('checkSession', undefined, stop.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(sent).toHaveLength(1);
});

test('what is only told waits for nothing', () => {
  const { sent, link } = createBench();
  const change = { log: 'fotoflytt', idle: true, percent: null };
  link.send('engineChanged', change);
  expect(sent).toEqual([{ id: 1, name: 'engineChanged', request: change }]);
});
