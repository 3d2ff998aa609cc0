import { expect, test } from 'vitest';
import { TransferError } from '../../errors.ts';
import { epochMs } from '../../units.ts';
import { good, never, playCalls, settled } from '../testing/played-calls.ts';
import { createIcloudLimiter } from './icloud-limiter.ts';

/** Calls of one browser. */
function createCalls(now = () => 0) {
  const calls = playCalls(createIcloudLimiter({ now: () => epochMs(now()) }));
  return {
    ...calls,
    /** Makes one call for each letter, and answers them all. */
    async round(names: string, reply = good): Promise<void> {
      const made = names.split('').map((name) => calls.make(name));
      await settled();
      for (const name of names) calls.answer(name, reply);
      await Promise.all(made);
    },
  };
}

test('two calls are sent, and the next once one of them is answered', async () => {
  const { make, answer, sent } = createCalls();
  const all = ['a', 'b', 'c', 'd'].map((name) => make(name));
  await settled();
  expect(sent()).toEqual(['a', 'b']);
  answer('b', good);
  await settled();
  expect(sent()).toEqual(['a', 'b', 'c']);
  answer('a', good);
  await settled();
  for (const name of ['c', 'd']) answer(name, good);
  expect(await Promise.all(all)).toEqual([good, good, good, good]);
});

test('four calls are made once two are answered, and eight and a few more after four that were under way together', async () => {
  const { make, sent, round } = createCalls();
  await round('ab');
  await round('cdef');
  void Promise.all('ghijklmnopqrs'.split('').map((name) => make(name)));
  await settled();
  // Three of them wait in the page.
  expect(sent().slice(6)).toEqual('ghijklmnopq'.split(''));
});

test('what counts is how long Apple took, not how long a call waited in the page', async () => {
  let now = 0;
  // By the clock, each call takes as long as any other.
  const { make, sent, round } = createCalls(() => (now += 500));
  for (const names of ['ab', 'cdef', 'ghijklmnopq']) await round(names, { ...good, tookMs: 100 });
  await round('rstuvwxyzAB', { ...good, tookMs: 600 });
  void Promise.all('CDEFGHIJKLM'.split('').map((name) => make(name)));
  await settled();
  // Apple queues our calls: half as many are made, twice.
  expect(sent().slice(28)).toEqual('CD'.split(''));
});

test('four calls that were never under way together are no reason for more', async () => {
  const { make, sent, round } = createCalls();
  for (const names of ['ab', 'cde', 'fgh']) await round(names);
  void Promise.all(['i', 'j', 'k', 'l', 'm'].map((name) => make(name)));
  await settled();
  expect(sent().slice(8)).toEqual(['i', 'j', 'k', 'l']);
});

test.each([
  ['429', { status: 429, body: '', retryAfter: '60' }, 400],
  ['a page of refusal', { status: 503, body: '<html>', retryAfter: null }, 0],
  [
    'throttled in an answer of 200',
    { ...good, body: '{"serverErrorCode":"THROTTLED","retryAfter":60}' },
    400,
  ],
])('%s: waiting calls get the same reply and are not sent; later calls are', async (_, busy, unheardMs) => {
  let now = 0;
  const { make, answer, sent } = createCalls(() => now);
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => make(name));
  await settled();
  answer('a', busy);
  expect(await Promise.all([a, c, d])).toEqual([busy, busy, busy]);
  answer('b', good);
  expect(await b).toEqual(good);
  now = unheardMs;
  const later = make('e');
  await settled();
  answer('e', good);
  expect(await later).toEqual(good);
  expect(sent()).toEqual(['a', 'b', 'e']);
});

test('calls that are refused together halve their number once', async () => {
  let now = 0;
  const { make, sent, round } = createCalls(() => now);
  await round('ab');
  await round('cdef');
  await round('ghijklmnopq', { status: 429, body: '', retryAfter: '1' });
  now = 1_000;
  void Promise.all('rstuvw'.split('').map((name) => make(name)));
  await settled();
  expect(sent().slice(17)).toEqual('rstu'.split(''));
});

test('a refusal counts although a connection broke meanwhile', async () => {
  const busy = { status: 503, body: '', retryAfter: '1' };
  const { make, answer, fail, sent, round } = createCalls();
  await round('ab');
  await round('cdef');
  const calls = Promise.allSettled('ghij'.split('').map((name) => make(name)));
  await settled();
  fail('g', new TransferError('network', 'broken'));
  await settled();
  for (const name of 'hij') answer(name, busy);
  await calls;
  void Promise.all('klmnop'.split('').map((name) => make(name)));
  await settled();
  expect(sent().slice(10)).toEqual('klmn'.split(''));
});

test('“too many requests” also answers calls on their way, for a moment, and never after the clock was set back', async () => {
  let now = 0;
  const busy = { status: 429, body: '', retryAfter: '1' };
  const { make, answer, sent } = createCalls(() => now);
  const refused = make('a');
  await settled();
  answer('a', busy);
  await refused;
  now = 399;
  expect(await make('b')).toEqual(busy);
  expect(sent()).toEqual(['a']);
  for (const [later, name] of [
    [400, 'c'],
    [-1, 'd'],
  ] as const) {
    now = later;
    void make(name);
    await settled();
  }
  expect(sent()).toEqual(['a', 'c', 'd']);
});

test('a connection that breaks also fails the waiting calls', async () => {
  const { make, fail, sent } = createCalls();
  const all = ['a', 'b', 'c'].map((name) => make(name));
  await settled();
  const broken = new TransferError('network', 'broken');
  for (const name of ['a', 'b']) fail(name, broken);
  const failed = await Promise.allSettled(all);
  expect(failed).toEqual(all.map(() => ({ status: 'rejected', reason: broken })));
  expect(sent()).toEqual(['a', 'b']);
});

test.each([
  ['a zone that is gone', { status: 404, body: '{"serverErrorCode":"ZONE_NOT_FOUND"}', retryAfter: null }],
  ['a session that is not taken', { status: 421, body: '', retryAfter: null }],
])('%s concerns that call alone', async (_, reply) => {
  const { make, answer, sent } = createCalls();
  const all = ['a', 'b', 'c'].map((name) => make(name));
  await settled();
  answer('a', reply);
  await settled();
  expect(sent()).toEqual(['a', 'b', 'c']);
  for (const name of ['b', 'c']) answer(name, good);
  expect(await Promise.all(all)).toEqual([reply, good, good]);
});

test('a call that is aborted while it waits takes no permit', async () => {
  const { make, answer, sent } = createCalls();
  const given = new AbortController();
  const all = [make('a'), make('b'), make('c', given.signal), make('d')];
  given.abort();
  await expect(all[2]).rejects.toThrow(/abort/i);
  await settled();
  answer('a', good);
  await settled();
  expect(sent()).toEqual(['a', 'b', 'd']);
});

test('a spare call waits until no other call is under way', async () => {
  const { make, answer, sent } = createCalls();
  const usual = ['a', 'b', 'c'].map((name) => make(name));
  const spare = make('spare', never, 'spare');
  for (const name of ['a', 'b']) {
    await settled();
    answer(name, good);
  }
  await settled();
  expect(sent()).toEqual(['a', 'b', 'c']);
  answer('c', good);
  await settled();
  expect(sent()).toEqual(['a', 'b', 'c', 'spare']);
  const next = make('d');
  await settled();
  expect(sent()).toEqual(['a', 'b', 'c', 'spare', 'd']);
  for (const name of ['spare', 'd']) answer(name, good);
  expect(await Promise.all([...usual, spare, next])).toEqual([good, good, good, good, good]);
});

test.each([
  ['as long as Apple asks', '120', 119_000, 120_000],
  ['a minute where Apple asks for nothing', null, 59_000, 60_000],
])('spare calls pause after a refusal, %s', async (_, retryAfter, still, over) => {
  let now = 0;
  const { make, answer, sent } = createCalls(() => now);
  const refused = make('a');
  await settled();
  answer('a', { status: 429, body: '', retryAfter });
  await refused;
  now = still;
  await expect(make('spare', never, 'spare')).rejects.toMatchObject({ code: 'rate-limited' });
  expect(sent()).toEqual(['a']);
  now = over;
  const spare = make('spare', never, 'spare');
  await settled();
  answer('spare', good);
  expect(await spare).toEqual(good);
});
