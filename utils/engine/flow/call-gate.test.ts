import { expect, test } from 'vitest';
import type { IcloudReply } from '../../icloud/transport.ts';
import { epochMs } from '../../units.ts';
import { good, playCalls, settled } from '../testing/played-calls.ts';
import { createCallGate } from './call-gate.ts';

const busy: IcloudReply = { status: 429, body: '', retryAfter: '60' };
const eight = Array.from({ length: 8 }, (_, number) => `${number}`);

/** Calls of one page. */
function createCalls() {
  let now = 0;
  const calls = playCalls(createCallGate({ now: () => epochMs(now) }));
  return {
    ...calls,
    /** @param at in ms */
    answer(name: string, at: number, reply = good): void {
      now = at;
      calls.answer(name, reply);
    },
  };
}

test('eight calls are at Apple, the next leaves as one is answered, and each says how long Apple took', async () => {
  const { make, answer, sent } = createCalls();
  const calls = [...eight, 'x', 'y'].map((name) => make(name));
  await settled();
  expect(sent()).toEqual(eight);
  answer('5', 400);
  expect(await calls[5]).toEqual({ ...good, tookMs: 400 });
  await settled();
  expect(sent()).toEqual([...eight, 'x']);
  answer('x', 700);
  // It waited for 400 ms, which is not Apple's time.
  expect(await calls[8]).toEqual({ ...good, tookMs: 300 });
});

test('a call that fails lets the next one go', async () => {
  const { make, fail, sent } = createCalls();
  const calls = [...eight, 'x'].map((name) => make(name));
  await settled();
  fail('0', new TypeError('Failed to fetch'));
  await expect(calls[0]).rejects.toThrow('Failed to fetch');
  await settled();
  expect(sent()).toEqual([...eight, 'x']);
});

test('after a refusal, waiting calls get the same reply and are not sent; later calls are', async () => {
  const { make, answer, sent } = createCalls();
  const calls = [...eight, 'x', 'y'].map((name) => make(name));
  await settled();
  answer('0', 50, busy);
  expect(await Promise.all([calls[0], calls[8]])).toMatchObject([busy, busy]);
  expect(await calls[9]).toMatchObject(busy);
  // It was on its way before anybody heard of the refusal.
  expect(await make('w')).toMatchObject(busy);
  expect(sent()).toEqual(eight);
  for (const name of eight) answer(name, 450);
  void make('z');
  await settled();
  expect(sent()).toEqual([...eight, 'z']);
});

test('a call whose time is over while it waits is not sent', async () => {
  const { make, answer, sent } = createCalls();
  const time = new AbortController();
  for (const name of eight) void make(name);
  const late = make('x', time.signal);
  time.abort();
  await expect(late).rejects.toThrow(/abort/i);
  answer('0', 1);
  await settled();
  expect(sent()).toEqual(eight);
});
