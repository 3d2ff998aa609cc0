import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs, md5 } from '../../units.ts';
import { attemptsOf, isDue, type FileEvent, type FileState } from './file.ts';
import { transition } from './transition.ts';

const sum = md5('d41d8cd98f00b204e9800998ecf8427e');
const at = epochMs(1_700_000_000_000);
const error = { code: 'network', detail: 'cut' } as const;
const fails = (retry: boolean, resume: 'same' | 'queued' = 'same'): FileEvent => ({
  type: 'errored',
  error,
  retryAt: retry ? at : null,
  resume,
});
const hashComputed: FileEvent = { type: 'hashComputed', md5: sum, proof: 'checksum' };
const confirmed: FileEvent = { type: 'confirmed', outcome: 'uploaded', at };
const run = (events: FileEvent[]): FileState => events.reduce<FileState>(transition, { status: 'queued' });

describe('one file', () => {
  test('goes from the queue over hash and upload to done', () => {
    expect(run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, confirmed])).toEqual({
      status: 'done',
      md5: sum,
      proof: 'checksum',
      outcome: 'uploaded',
      doneAt: at,
    });
  });

  test.each(['arrived-damaged', 'record-refused', 'link-expired', 'bad-response', 'unexpected'] as const)(
    'connections that were cut use up no try of what is %s',
    (code) => {
      const odd: FileEvent = { type: 'errored', error: { code, detail: '' }, retryAt: at, resume: 'same' };
      const cut = [{ type: 'started' } as const, fails(true)];
      const cutTwice = run([...cut, ...cut]);
      expect([attemptsOf(cutTwice, 'network'), attemptsOf(cutTwice, code)]).toEqual([2, 0]);
      const alsoOdd = [{ type: 'started' } as const, odd, ...cut].reduce<FileState>(transition, cutTwice);
      expect([attemptsOf(alsoOdd, 'network'), attemptsOf(alsoOdd, code)]).toEqual([3, 1]);
    },
  );

  test('that waited to be sent keeps its counts, and remembers that its content differed', () => {
    const mismatch: FileEvent = {
      type: 'errored',
      error: {
        code: 'md5-mismatch',
        detail: '',
      },
      retryAt: at,
      resume: 'queued',
    };
    const sent = [hashComputed, { type: 'uploadStarted' } as const];
    const again = run([{ type: 'started' }, ...sent, mismatch, { type: 'started' }, ...sent, fails(true)]);
    const resent = transition(again, { type: 'uploadStarted' });
    expect(resent).toMatchObject({ status: 'uploading', md5: sum, proof: 'checksum' });
    expect([attemptsOf(resent, 'network'), attemptsOf(resent, 'md5-mismatch')]).toEqual([1, 1]);
  });

  test('from a log that counted all kinds together restarts its counts', () => {
    const old = { status: 'waiting', resume: { status: 'queued' }, retryAt: at, attempts: 7, mismatches: 1 };
    const started = transition({ ...old, error } as FileState, { type: 'started' });
    expect([attemptsOf(started, 'network'), attemptsOf(started, 'md5-mismatch')]).toEqual([0, 1]);
  });

  test('waits until its time, or until the clock was set back behind the beginning of the wait', () => {
    const waiting = transition(
      { status: 'queued' },
      { type: 'errored', error, at, retryAt: epochMs(at + 60_000), resume: 'same' },
    );
    if (waiting.status !== 'waiting') throw new Error('it does not wait');
    const isDueAfter = (ms: number): boolean => isDue(waiting, epochMs(at + ms));
    expect([0, 59_999, 60_000, -1, -86_400_000].map(isDueAfter)).toEqual([false, false, true, true, true]);
    const { waitsSince: _, ...old } = waiting;
    expect([-1, 60_000].map((ms) => isDue(old, epochMs(at + ms)))).toEqual([false, true]);
  });

  test('interrupted while read starts over, interrupted while sent asks the service where to resume', () => {
    expect(run([{ type: 'started' }, { type: 'interrupted' }])).toEqual({ status: 'queued' });
    expect(
      run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, { type: 'interrupted' }]),
    ).toEqual({
      status: 'hashed',
      md5: sum,
      proof: 'checksum',
      mismatches: 0,
    });
  });

  test('counts its failed tries over waits, and from zero again once its bytes got through', () => {
    const twice = run([{ type: 'started' }, fails(true), { type: 'started' }, fails(true)]);
    expect(twice).toMatchObject({ status: 'waiting', tries: { network: 2 }, resume: { status: 'queued' } });
    const gotThrough = run([
      { type: 'started' } as const,
      fails(true),
      { type: 'started' } as const,
      hashComputed,
      { type: 'uploadStarted' } as const,
    ]);
    expect(attemptsOf(gotThrough, 'network')).toBe(0);
  });

  test('is read again if the upload was found corrupt', () => {
    expect(
      run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, fails(true, 'queued')]),
    ).toMatchObject({
      status: 'waiting',
      resume: { status: 'queued' },
    });
  });

  test('that is gone from the destination is filed again by its hash', () => {
    const done = run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, confirmed]);
    expect(transition(done, { type: 'missingAtDestination' })).toEqual({
      status: 'hashed',
      md5: sum,
      proof: 'checksum',
      mismatches: 0,
    });
  });

  test('cannot be confirmed before it was sent', () => {
    expect(() => run([{ type: 'started' }, confirmed])).toThrow('no arrow');
  });
});

const anyEvent = fc.constantFrom<FileEvent>(
  { type: 'started' },
  hashComputed,
  { type: 'uploadStarted' },
  confirmed,
  { type: 'bytesLost' },
  fails(true),
  fails(false),
  fails(true, 'queued'),
  { type: 'interrupted' },
  { type: 'missingAtDestination' },
  { type: 'triedAgain' },
);

test('no sequence of events leads to done without a hash and a confirmation after it', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state: FileState = { status: 'queued' };
      let proved: 'no' | 'hashed' = 'no';
      for (const event of events) {
        let next: FileState;
        try {
          next = transition(state, event);
        } catch {
          continue;
        }
        if (event.type === 'hashComputed') proved = 'hashed';
        if (next.status === 'queued') proved = 'no';
        if (next.status === 'done') {
          expect(event.type).toBe('confirmed');
          expect(proved).toBe('hashed');
        }
        state = next;
      }
    }),
  );
});
